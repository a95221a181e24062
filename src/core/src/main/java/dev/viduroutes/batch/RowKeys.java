package dev.viduroutes.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.request.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The keys of rows that name no id: made of the batch's name and what the row says, so that rows that are moved, and rows of a batch
 * that comes again, are the same requests, and a row that is corrected is a new one. Rows that say the same are counted.
 * Not thread-safe.
 */
final class RowKeys {

    private static final Pattern FAILED = Pattern.compile("(?i)(\\.failed\\.(csv|jsonl|txt))+$");
    private static final Pattern ENDING = Pattern.compile("(?i)\\.(csv|jsonl|txt)$");
    private static final int LONGEST_NAME = 60;
    private static final int HASH_BYTES = 10;

    private final JsonMapper sorted =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();
    private final LongCounts equalRows = new LongCounts();
    private final String base;
    private final String readable;

    /** @param batchName the file's name; what failed of a batch has the name of the batch */
    RowKeys(String batchName) {
        base = baseOf(batchName);
        String safe = base.replaceAll("[^A-Za-z0-9._-]+", "_").replaceFirst("^[^A-Za-z0-9]+", "");
        readable = safe.substring(0, Math.min(safe.length(), LONGEST_NAME));
    }

    /** @return the name without what tells a batch from the file of its rows that failed */
    static String baseOf(String batchName) {
        return ENDING.matcher(FAILED.matcher(batchName).replaceFirst("")).replaceFirst("");
    }

    /** @return the key of a row, with what the batch says for all its rows */
    String of(ObjectNode document) {
        try {
            return of(sorted.writeValueAsString(document));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can't be written", impossible);
        }
    }

    /** @return the key of a row that is no request */
    String of(List<String> values) {
        return of(String.join("\0", values));
    }

    private String of(String content) {
        MessageDigest digest = Digests.sha256();
        update(digest, base);
        update(digest, content);
        byte[] said = digest.digest();
        long count = Integer.toUnsignedLong(count(ByteBuffer.wrap(said).getLong()));
        digest.update(said);
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(count).array());
        String hash = HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        return readable.isEmpty() ? hash : readable + "-" + hash;
    }

    private int count(long said) {
        int before = equalRows.get(said);
        equalRows.put(said, before + 1);
        return before;
    }

    private static void update(MessageDigest digest, String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
