package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.settings.TestSettings;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which endpoints are queues that a replay can look into. */
class QueueNamesTest {

    @ParameterizedTest
    @CsvSource({
        "vidu-jms:queue:video.dead, vidu-jms:queue:video.dead",
        "vidu-jms:video.dead?timeToLive=1000, vidu-jms:queue:video.dead",
        "vidu-amqp://queue:video.dead, vidu-amqp:queue:video.dead",
        "vidu-amqp:queue:video.dead, vidu-amqp:queue:video.dead",
        "vidu-jms:topic:video.dead, ",
        "vidu-jms:temp-queue:video.dead, ",
        "direct:vidu-bury-in-folder, ",
        "other-jms:queue:video.dead, "
    })
    void aTopicIsNoQueue(String uri, String where) {
        assertThat(JmsDeadLetterQueue.of(new DefaultCamelContext(), TestSettings.with("vidu.dead-letter.uri", uri))
                        .map(JmsDeadLetterQueue::where)
                        .orElse(null))
                .isEqualTo(where);
    }
}
