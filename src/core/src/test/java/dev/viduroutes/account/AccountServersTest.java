package dev.viduroutes.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.sandbox.Sandbox;
import java.io.IOException;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Accounts at two servers: no key comes to the other one's. */
class AccountServersTest extends GatewayTest {

    private static final String AGENCY_KEY = "key-of-the-agency";

    private Sandbox agency;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        agency = super.sandboxBuilder().apiKey(AGENCY_KEY).start();
        return super.createCamelContext();
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.accounts", "default,agency");
        settings.setProperty("vidu.account.agency.key", AGENCY_KEY);
        settings.setProperty("vidu.account.agency.base-url", agency.baseUri().toString());
        settings.setProperty("vidu.route.mode.turbo-text-to-video", "agency");
    }

    @AfterEach
    void stopTheOther() throws IOException {
        agency.close();
    }

    @Test
    void eachKeyGoesToTheServerOfItsAccountAlone() throws Exception {
        drop("a.json", request("a", "first"));
        drop("b.json", request("b", "second").replace("text-to-video", "turbo-text-to-video"));

        assertThat(awaitDone("a.json").has("account")).as("the account default").isFalse();
        assertThat(awaitDone("b.json").path("account").asText()).isEqualTo("agency");
        assertThat(ledger().tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.prompt()).isEqualTo("first"));
        assertThat(agency.ledger().tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.prompt()).isEqualTo("second"));
        assertThat(ledger().unauthorized()).isZero();
        assertThat(agency.ledger().unauthorized()).isZero();
        assertThat(ledger().headersSeen().toString()).doesNotContainIgnoringCase("viduaccount");
    }
}
