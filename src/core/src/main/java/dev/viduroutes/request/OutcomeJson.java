package dev.viduroutes.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.apache.camel.component.jackson.JacksonDataFormat;

/** The JSON of outcomes, and of everything else that people and queues read. */
public final class OutcomeJson {

    private static final int LAST_OF_SQS = 0xFFFD;

    private OutcomeJson() {}

    /** @return the mapper that writes it: indented, in snake case */
    public static ObjectMapper mapper() {
        return JsonMapper.builder(forQueues())
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    /** For routes that name data formats: writes with the {@link #mapper()}. */
    public static JacksonDataFormat dataFormat() {
        return new JacksonDataFormat(mapper(), Outcome.class);
    }

    /**
     * @return JSON that every queue takes, and every terminal: SQS knows no U+FFFE and U+FFFF, which a request may hold, so they
     *     are escaped, and so is what can't be seen and changes how the rest is seen
     */
    public static JsonFactory forQueues() {
        return new JsonFactoryBuilder()
                .highestNonEscapedChar(LAST_OF_SQS)
                .characterEscapes(new VisibleCharacters())
                .build();
    }
}
