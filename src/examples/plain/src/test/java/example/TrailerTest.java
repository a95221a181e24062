package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.viduroutes.ViduRoutes;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.sandbox.junit.RunningSandbox;
import dev.viduroutes.sandbox.junit.ViduSandbox;
import java.nio.file.Files;
import java.util.Properties;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

@ViduSandbox
class TrailerTest extends CamelTestSupport {

    private static RunningSandbox sandbox;

    @Override
    protected Properties useOverridePropertiesWithPropertiesComponent() {
        return sandbox.settings();
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new ViduRoutes();
    }

    @Test
    void aVideoIsInTheBucket() {
        Outcome outcome = Trailer.make(context(), "A lighthouse at dusk");

        assertTrue(outcome.isStored());
        assertTrue(Files.exists(sandbox.object(outcome.videos().get(0).key())));
        assertEquals(5, sandbox.ledger().billedSecondsTotal());
    }

    @Test
    void aRefusalSaysWhyAndCostsNothing() {
        Outcome outcome = Trailer.make(context(), "sandbox:fail=CONTENT_VIOLATION");

        assertEquals("CONTENT_VIOLATION", outcome.failure().orElseThrow().code());
    }
}
