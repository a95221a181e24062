package dev.viduroutes.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.WrappedFile;
import org.apache.camel.component.jackson.JacksonDataFormat;

/**
 * Reads request documents: never more than the limit, only UTF-8, and decoded here, once. A parser of JSON that is given bytes
 * guesses their encoding.
 */
public final class Documents {

    private static final int DEEPEST_NESTING = 20;
    /** Two pictures of 10 MB in base64. */
    private static final int LARGEST_PICTURES = 2 * 13_400_000;

    static final String ALLOWED = "it must be one JSON object in UTF-8";

    private final ObjectMapper json = strictMapper();
    private final int maxBytes;

    public Documents(Settings settings) {
        this(Math.toIntExact(settings.requests().maxBytes()));
    }

    /** @param maxBytes of a document, whatever the settings say */
    public Documents(int maxBytes) {
        this.maxBytes = maxBytes;
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

    /** For routes that name data formats: what the API sends and gets. */
    public static JacksonDataFormat plainJson() {
        return new JacksonDataFormat(new ObjectMapper(), JsonNode.class);
    }

    /**
     * @param document closed afterwards
     * @return its bytes
     * @throws RequestRefusedException if it is empty or too large
     * @throws IOException if it can't be read, for example because its file is gone
     */
    public byte[] read(InputStream document) throws IOException {
        return read(document, maxBytes);
    }

    /**
     * Like {@link #read(InputStream)}; what a host hands over may have pictures in it, which do not count: each has a bound of its
     * own, and a host has them in memory anyway. A row was bounded when it was read.
     */
    public byte[] read(InputStream document, Source source) throws IOException {
        if (source.isRow()) {
            return read(document, Integer.MAX_VALUE - 1);
        }
        return read(document, source.isDirect() ? maxBytes + LARGEST_PICTURES : maxBytes);
    }

    private byte[] read(InputStream document, int most) throws IOException {
        try (InputStream open = document == null ? new ByteArrayInputStream(new byte[0]) : document) {
            byte[] bytes = open.readNBytes(most + 1);
            if (bytes.length == 0) {
                throw RequestRefusedException.truncated("empty", ALLOWED);
            } else if (bytes.length > most) {
                throw tooLarge();
            }
            return bytes;
        }
    }

    /**
     * @param document as {@link #read} returned it
     * @return what it says
     * @throws RequestRefusedException if it is not JSON in UTF-8, or too large
     */
    public JsonNode parse(byte[] document, Source source) {
        return parse(document, source.isRow() ? Integer.MAX_VALUE : maxBytes);
    }

    /** Like {@link #parse(byte[], Source)}, of any source that has no bounds of its own. */
    public JsonNode parse(byte[] document) {
        return parse(document, maxBytes);
    }

    private JsonNode parse(byte[] document, int most) {
        String text = DocumentText.of(document);
        try {
            JsonNode parsed = json.readTree(text);
            if (parsed.isMissingNode()) {
                throw RequestRefusedException.truncated("nothing but blanks", ALLOWED);
            }
            checkCharacters(parsed);
            checkSize(parsed, document.length, most);
            return parsed;
        } catch (JsonProcessingException notJson) {
            if (isTruncated(text)) {
                throw RequestRefusedException.truncated(JsonErrorMessage.words(notJson), ALLOWED);
            }
            throw new RequestRefusedException("document", JsonErrorMessage.words(notJson), ALLOWED);
        }
    }

    /** @throws RequestRefusedException if it is too large even without the pictures in it */
    private void checkSize(JsonNode parsed, int bytes, int most) {
        long pictures = 0;
        for (JsonNode image : parsed.path("input").path("image_urls")) {
            pictures += image.asText().startsWith("data:") ? image.asText().length() : 0;
        }
        if (bytes - pictures > most) {
            throw tooLarge();
        }
    }

    /** A parser that is told that more will come finds nothing wrong with the beginning of a document. */
    private boolean isTruncated(String text) {
        byte[] begun = text.getBytes(StandardCharsets.UTF_8);
        try (JsonParser parser = json.getFactory().createNonBlockingByteArrayParser()) {
            ((ByteArrayFeeder) parser.getNonBlockingInputFeeder()).feedInput(begun, 0, begun.length);
            JsonToken token = parser.nextToken();
            while (token != JsonToken.NOT_AVAILABLE
                    && !parser.getParsingContext().inRoot()) {
                token = parser.nextToken();
            }
            return token == JsonToken.NOT_AVAILABLE;
        } catch (IOException wrongAnyway) {
            return false;
        }
    }

    /** An escape may stand for half a character, which nothing that is written of the request could hold. */
    private static void checkCharacters(JsonNode node) {
        checkCharacters(node.asText());
        node.fieldNames().forEachRemaining(Documents::checkCharacters);
        node.forEach(Documents::checkCharacters);
    }

    private static void checkCharacters(String text) {
        int half = text.codePoints()
                .filter(character -> character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)
                .findFirst()
                .orElse(-1);
        if (half >= 0) {
            throw new RequestRefusedException(
                    "document",
                    String.format(Locale.ROOT, "one with half a character (\\u%04x) in a text", half),
                    "it must have both halves of each pair of surrogates");
        }
    }

    /** @return what is said of a document that is larger than a request may be */
    public RequestRefusedException tooLarge() {
        return new RequestRefusedException(
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
}
