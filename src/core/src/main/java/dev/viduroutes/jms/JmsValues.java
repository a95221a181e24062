package dev.viduroutes.jms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.MessageEOFException;
import jakarta.jms.StreamMessage;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Values that stand in messages. AMQP has more types than JMS, whose clients refuse to send the others: these go on as text. */
final class JmsValues {

    private static final Set<Class<?>> OF_JMS = Set.of(
            String.class, Boolean.class, Byte.class, Short.class, Integer.class, Long.class, Float.class, Double.class);

    private static final ObjectMapper JSON = new ObjectMapper();

    private JmsValues() {}

    /** @return itself, or its text if JMS does not know its type */
    static Object ofJms(Object value) {
        return OF_JMS.contains(value.getClass()) ? value : value.toString();
    }

    /** @return the values of a map as JSON; bytes in Base64 */
    static String json(MapMessage message) throws JMSException, JsonProcessingException {
        Map<String, Object> values = new TreeMap<>();
        for (Enumeration<?> names = message.getMapNames(); names.hasMoreElements(); ) {
            String name = names.nextElement().toString();
            values.put(name, plain(message.getObject(name)));
        }
        return JSON.writeValueAsString(values);
    }

    /** @return the values of a stream as JSON; bytes in Base64 */
    static String json(StreamMessage message) throws JMSException, JsonProcessingException {
        List<Object> values = new ArrayList<>();
        try {
            while (true) {
                values.add(plain(message.readObject()));
            }
        } catch (MessageEOFException end) {
            return JSON.writeValueAsString(values);
        }
    }

    private static Object plain(Object value) {
        return value == null || value instanceof byte[] ? value : ofJms(value);
    }
}
