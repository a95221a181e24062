package dev.viduroutes.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.viduroutes.failure.RequestRefused;
import dev.viduroutes.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.WrappedFile;
import org.apache.camel.component.jackson.JacksonDataFormat;

/** Reads request documents as bytes, before anything parses them: never more than the limit, and only UTF-8. */
public final class Documents {

    private static final int DEEPEST_NESTING = 20;
    private static final String ALLOWED = "it must be one JSON object in UTF-8 without byte order mark";

    private final int maxBytes;

    public Documents(Settings settings) {
        maxBytes = Math.toIntExact(settings.requests().maxBytes());
    }

    /** @return the mapper that parses requests: no duplicate keys, bounded nesting, nothing behind the document */
    public static ObjectMapper strictMapper() {
        ObjectMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST_NESTING)
                        .build());
        return mapper;
    }

    /** For routes that name data formats: parses requests with the {@link #strictMapper()}. */
    public static JacksonDataFormat strictJson() {
        return new JacksonDataFormat(strictMapper(), JsonNode.class);
    }

    /** For routes that name data formats: what the API sends and gets. */
    public static JacksonDataFormat plainJson() {
        return new JacksonDataFormat(new ObjectMapper(), JsonNode.class);
    }

    /**
     * @param document closed afterwards
     * @return its bytes
     * @throws RequestRefused if it is empty, too large or not UTF-8
     * @throws IOException if it can't be read, for example because its file is gone
     */
    public byte[] read(InputStream document) throws IOException {
        try (InputStream open = document == null ? new ByteArrayInputStream(new byte[0]) : document) {
            byte[] bytes = open.readNBytes(maxBytes + 1);
            if (bytes.length == 0) {
                throw new RequestRefused("document", "empty", ALLOWED);
            } else if (bytes.length > maxBytes) {
                throw tooLarge();
            }
            checkEncoding(bytes);
            return bytes;
        }
    }

    /** @return what is said of a document that is larger than a request may be */
    public RequestRefused tooLarge() {
        return new RequestRefused(
                "document",
                "longer than " + maxBytes + " bytes",
                "it must have at most " + maxBytes + " bytes (vidu.request.max-bytes)");
    }

    /** @return whether this was a file that does not exist any more */
    public boolean isGone(Object original) {
        return original instanceof WrappedFile<?> wrapped && wrapped.getFile() instanceof File file && !file.exists();
    }

    /** @return what can be written down of a request that is given up: itself, unless nothing of it can be read */
    public Object writable(Object original, Exchange exchange) {
        if (original == null) {
            return new byte[0];
        }
        if (original instanceof byte[] || original instanceof InputStream || original instanceof WrappedFile<?>) {
            return original;
        }
        InputStream content =
                exchange.getContext().getTypeConverter().tryConvertTo(InputStream.class, exchange, original);
        return content == null ? original.getClass().getName().getBytes(StandardCharsets.UTF_8) : content;
    }

    private static void checkEncoding(byte[] bytes) {
        if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            throw new RequestRefused("document", "UTF-8 with a byte order mark (EF BB BF)", ALLOWED);
        }
        CharsetDecoder utf8 = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = utf8.decode(in, CharBuffer.allocate(bytes.length), true);
        if (result.isError()) {
            throw new RequestRefused(
                    "document",
                    String.format("not UTF-8: byte %02X at offset %d", bytes[in.position()], in.position()),
                    ALLOWED);
        }
    }
}
