package dev.viduroutes.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.route.GatewayTest;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.Test;

/** Defects on the way of a request that is refused. */
class BrokenRefusalTest extends GatewayTest {

    private final Queue<Exception> defects = new ArrayDeque<>(List.of(
            new JsonMappingException(null, "on purpose"),
            new RequestRefusedException("document", "what is wrong on purpose", "what is right"),
            new IllegalStateException("on purpose")));

    private void breakWhatBuries() throws Exception {
        AdviceWith.adviceWith(
                context,
                "vidu-refuse",
                refusal -> refusal.weaveById("vidu-refuse-conclude").before().process(exchange -> {
                    Exception defect = defects.poll();
                    if (defect != null) {
                        throw defect;
                    }
                }));
    }

    @Test
    void theRequestStaysAtItsSourceWhateverTheDefectIs() throws Exception {
        try (LogTrap log = LogTrap.of("org.apache.camel", Level.ERROR)) {
            breakWhatBuries();
            drop("refused.json", "no json");
            assertBuried("refused.json", "no json".getBytes(UTF_8));
            assertThat(defects).isEmpty();
            assertThat(log.text()).isNotEmpty();
        }
    }
}
