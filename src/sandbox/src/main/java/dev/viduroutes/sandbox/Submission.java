package dev.viduroutes.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The body of a POST as it came.
 *
 * @param text the body, or its first MiB
 * @param json the body read as JSON; missing if it is none
 * @param problem why the body can't be used, or an empty text
 */
record Submission(String text, JsonNode json, String problem) {

    /** The most that the API reads: 1 MiB. */
    static final int MAX_BYTES = 1 << 20;

    /** A larger body is still read to here, so that its sender gets to see the refusal. */
    private static final long MAX_BYTES_DRAINED = 64L << 20;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static Submission read(InputStream in, Optional<String> contentType) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (drain(in) > 0) {
            return unusable(text, "the body is larger than 1048576 bytes; it must be smaller");
        }
        String type = contentType.orElse("missing");
        if (!type.split(";")[0].strip().equalsIgnoreCase(SandboxResponses.JSON)) {
            return unusable(text, "Content-Type is " + type + "; it must be " + SandboxResponses.JSON);
        }
        try {
            JsonNode json = MAPPER.readTree(bytes);
            return new Submission(text, json, "");
        } catch (JsonProcessingException malformed) {
            return unusable(text, "the body is not JSON: " + malformed.getOriginalMessage());
        } catch (IOException notUtf8) {
            return unusable(text, "the body is not JSON in UTF-8: " + notUtf8.getMessage());
        }
    }

    /** @return the prompt as far as the body has one, else an empty text */
    String prompt() {
        return json.path("input").path("prompt").asText("");
    }

    /** @throws InvalidRequest if the body breaks a rule */
    GenerateRequest checked() {
        if (!problem.isEmpty()) {
            throw new InvalidRequest(problem);
        }
        return RequestRules.check(json);
    }

    private static Submission unusable(String text, String problem) {
        return new Submission(text, MAPPER.missingNode(), problem);
    }

    private static long drain(InputStream in) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long drained = 0;
        int count = in.read(buffer);
        while (count >= 0 && drained < MAX_BYTES_DRAINED) {
            drained += count;
            count = in.read(buffer);
        }
        return drained;
    }
}
