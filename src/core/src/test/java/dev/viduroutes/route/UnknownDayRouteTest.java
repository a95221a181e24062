package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.junit.jupiter.api.Test;

/** What day it is, which caps need to know, is asked until somebody answers. */
class UnknownDayRouteTest extends GatewayTest {

    private final AtomicInteger questions = new AtomicInteger();

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.cap.day", "5s");
    }

    @Override
    protected void prepare(CamelContext camel) {
        camel.getCamelContextExtension()
                .addInterceptStrategy((context, node, target, next) -> breakFirst(node, target));
    }

    private Processor breakFirst(NamedNode node, Processor target) {
        if (!"vidu-ask-for-day-ask".equals(node.getId())) {
            return target;
        }
        return new DelegateAsyncProcessor(exchange -> {
            if (questions.incrementAndGet() == 1) {
                throw new IllegalStateException("a defect on purpose");
            }
            target.process(exchange);
        });
    }

    @Test
    void aQuestionThatNeverLeftIsAskedAgainSoon() throws Exception {
        drop("a.json", """
                {"input": {"mode": "text-to-video", "prompt": "a fox", "duration": 3}}""");

        awaitDone("a.json");

        assertThat(questions).hasValueGreaterThan(1);
    }
}
