package dev.viduroutes.request;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What serializers of schema registries write before a document: a byte that no text begins with, and which schema it is.
 * Confluent's is 00 and four bytes, with Protobuf a list of indexes behind them; Apicurio's 00 and eight; a header of 01 or of
 * 03 (AWS Glue) has sixteen.
 */
final class SchemaRegistryPrefix {

    static final String ADVICE =
            "it must be one JSON object in UTF-8 and nothing before it; have its sender write plain JSON,"
                    + " without a schema registry's serializer";

    private static final int CONFLUENT = 5;
    private static final int APICURIO = 9;
    private static final int UUID = 17;
    private static final int GLUE = 18;

    private SchemaRegistryPrefix() {}

    /** @return what stands before the document, in words; nothing if no registry's serializer wrote it */
    static Optional<String> of(byte[] content) {
        if (content.length < CONFLUENT) {
            return Optional.empty();
        }
        return switch (content[0]) {
            case 0 -> Optional.of(magicZero(content));
            case 1 -> Optional.of("a schema registry's prefix (01 and an id of " + (UUID - 1) + " bytes)");
            case 3 ->
                content[1] == 0 || content[1] == CONFLUENT
                        ? Optional.of("a schema registry's prefix (03, AWS Glue's, of " + GLUE + " bytes"
                                + (content[1] == 0 ? ")" : ", and compressed)"))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static String magicZero(byte[] content) {
        ByteBuffer id = ByteBuffer.wrap(content, 1, content.length - 1);
        boolean wide = !isJson(content, CONFLUENT) && isJson(content, APICURIO);
        return "a schema registry's prefix (00 and the schema id " + (wide ? id.getLong() : id.getInt() & 0xFFFFFFFFL)
                + ")";
    }

    private static boolean isJson(byte[] content, int at) {
        return content.length > at && (content[at] == '{' || content[at] == '[' || content[at] == '"');
    }
}
