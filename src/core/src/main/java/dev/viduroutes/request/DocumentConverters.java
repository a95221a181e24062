package dev.viduroutes.request;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Converter;
import org.apache.camel.TypeConverters;

/** Requests and outcomes as JSON and as maps, wherever Camel converts a body. None of a host's types is touched. */
@Converter
public final class DocumentConverters implements TypeConverters {

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final ObjectMapper json = OutcomeJson.mapper();

    @Converter
    public Map<String, Object> toMap(VideoRequest request) {
        return request.document();
    }

    @Converter
    public byte[] toBytes(VideoRequest request) throws IOException {
        return json.writeValueAsBytes(request.document());
    }

    @Converter
    public String toText(VideoRequest request) throws IOException {
        return json.writeValueAsString(request.document());
    }

    @Converter
    public InputStream toStream(VideoRequest request) throws IOException {
        return new ByteArrayInputStream(toBytes(request));
    }

    @Converter
    public Map<String, Object> toMap(Outcome outcome) {
        return json.convertValue(outcome, MAP);
    }

    @Converter
    public JsonNode toTree(Outcome outcome) {
        return json.valueToTree(outcome);
    }

    @Converter
    public byte[] toBytes(Outcome outcome) throws IOException {
        return json.writeValueAsBytes(outcome);
    }

    @Converter
    public String toText(Outcome outcome) throws IOException {
        return json.writeValueAsString(outcome);
    }

    @Converter
    public InputStream toStream(Outcome outcome) throws IOException {
        return new ByteArrayInputStream(toBytes(outcome));
    }

    @Converter
    public Outcome toOutcome(String document) throws IOException {
        return json.readValue(document, Outcome.class);
    }

    @Converter
    public Outcome toOutcome(byte[] document) throws IOException {
        return json.readValue(new String(document, StandardCharsets.UTF_8), Outcome.class);
    }
}
