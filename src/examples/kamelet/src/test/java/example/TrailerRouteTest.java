package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.viduroutes.sandbox.junit.RunningSandbox;
import dev.viduroutes.sandbox.junit.ViduSandbox;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

@ViduSandbox
class TrailerRouteTest {

    @Test
    void aPromptBecomesAVideo(RunningSandbox sandbox) throws Exception {
        Main main = new Main();
        main.setOverrideProperties(sandbox.settings());
        main.start();

        String outcome = main.getCamelTemplate().requestBody("direct:trailer", "A lighthouse", String.class);
        main.stop();

        assertTrue(outcome.contains("\"STORED\""), outcome);
        assertEquals(4, sandbox.ledger().billedSecondsTotal());
    }
}
