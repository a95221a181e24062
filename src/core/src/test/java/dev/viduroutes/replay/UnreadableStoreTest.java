package dev.viduroutes.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.route.GatewayTest;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Dead letters that go to where no replay can look: that is said, instead of nothing being found. */
class UnreadableStoreTest extends GatewayTest {

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.dead-letter.uri", "mock:elsewhere?log=false&copyOnExchange=false");
    }

    private ReplayReport replay(String... ids) {
        ReplayOrder order = new ReplayOrder(Set.of(ids), "", ids.length == 0, false, false);
        return template().requestBody("direct:vidu-replay", order, ReplayReport.class);
    }

    @Test
    void theReplaySaysWhereItCannotLookAndIsNotComplete() {
        for (ReplayReport report : new ReplayReport[] {replay(), replay("shot-7")}) {
            assertThat(report.complete()).isFalse();
            assertThat(report.lines())
                    .last()
                    .asString()
                    .startsWith(
                            "Dead letters go to mock:elsewhere (vidu.dead-letter.uri), which replay can't look into.");
        }
    }
}
