package dev.viduroutes.kafka;

import dev.viduroutes.queue.HeaderName;
import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.request.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Takes from a Kafka record what the routes need of it, and nothing else. */
public final class KafkaRecords {

    /** What a record's key is called among what stood on it. */
    static final String RECORD_KEY = "key";

    /** @param headers what Camel says of the record; nothing of its producer is among it */
    public RecordId id(Map<String, Object> headers) {
        return new RecordId(
                (String) headers.get(Names.TOPIC),
                (Integer) headers.get(Names.PARTITION),
                (Long) headers.get(Names.OFFSET),
                (Long) headers.get(Names.TIMESTAMP));
    }

    /** @param value the record's own, null for a tombstone */
    public InboundMessage inbound(Map<String, Object> headers, byte[] value) {
        Headers own = (Headers) headers.get(Names.HEADERS);
        Header key = own.lastHeader(InboundMessage.KEY);
        String requestId = key == null || key.value() == null ? "" : text(key.value());
        Source source = Source.ofMessage("kafka", id(headers).messageId(), requestId);
        return new InboundMessage(
                source,
                value == null ? new byte[0] : value,
                value == null ? "a record without value" : "",
                described(headers),
                properties(own));
    }

    private static Map<String, String> described(Map<String, Object> headers) {
        Map<String, String> described = new TreeMap<>();
        if (headers.get(Names.KEY) instanceof byte[] key) {
            described.put(RECORD_KEY, Utf8OrBase64.text(key));
        }
        return described;
    }

    /** A text for each name, or their list in order if several headers have it. */
    private static Map<String, Object> properties(Headers own) {
        Map<String, List<String>> texts = new TreeMap<>();
        for (Header header : own) {
            if (header.value() != null && !header.key().startsWith(InboundMessage.OWN_PREFIX)) {
                texts.computeIfAbsent(header.key(), name -> new ArrayList<>()).add(Utf8OrBase64.text(header.value()));
            }
        }
        Map<String, Object> properties = new TreeMap<>();
        texts.forEach((name, values) -> properties.put(name, values.size() == 1 ? values.get(0) : values));
        return properties;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Looked up when the first record is there: hosts without Kafka have this class, and none of its constants. */
    private static final class Names {

        static final String TOPIC = name("TOPIC");
        static final String PARTITION = name("PARTITION");
        static final String OFFSET = name("OFFSET");
        static final String TIMESTAMP = name("TIMESTAMP");
        static final String HEADERS = name("HEADERS");
        static final String KEY = name("KEY");

        private static String name(String constant) {
            return HeaderName.of(KafkaConstants.class, constant);
        }
    }
}
