package dev.viduroutes.request;

import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.settings.WideEncoding;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The text of a document, which must be UTF-8 and whole. */
final class DocumentText {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private DocumentText() {}

    /** @throws RequestRefusedException if it is anything else; it says what */
    static String of(byte[] document) {
        FileHole.in(document).ifPresent(hole -> {
            throw RequestRefusedException.truncated("one with " + hole, Documents.ALLOWED);
        });
        SchemaRegistryPrefix.of(document)
                .filter(prefix -> WideEncoding.of(document).isEmpty())
                .ifPresent(prefix -> {
                    throw new RequestRefusedException("document", "one behind " + prefix, SchemaRegistryPrefix.ADVICE);
                });
        WideEncoding.of(document).ifPresent(other -> {
            throw new RequestRefusedException("document", "not UTF-8 but " + other, Documents.ALLOWED);
        });
        ByteBuffer in = ByteBuffer.wrap(document);
        CharBuffer out = CharBuffer.allocate(document.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, false);
        if (result.isError()) {
            throw new RequestRefusedException("document", notUtf8(in), Documents.ALLOWED);
        } else if (in.hasRemaining()) {
            throw RequestRefusedException.truncated(notUtf8(in) + ", in whose character it ends", Documents.ALLOWED);
        }
        String text = out.flip().toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static String notUtf8(ByteBuffer in) {
        return String.format(Locale.ROOT, "not UTF-8: byte %02X at offset %d", in.get(in.position()), in.position());
    }
}
