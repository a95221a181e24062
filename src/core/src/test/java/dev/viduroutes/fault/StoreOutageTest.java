package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.request.Outcome;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bucket is away while paid videos arrive. */
class StoreOutageTest extends FaultTest {

    @AfterEach
    void startStore() {
        s3.restart();
    }

    @Test
    void videosWaitForTheBucketAndAreFetchedOnlyOnce() throws Exception {
        Map<String, Future<Outcome>> started = startAll("store 1", "store 2", "sandbox:two-results");
        await().until(() -> started.keySet().stream().allMatch(one -> tasks(one).size() == 1));
        s3.stop();
        await().until(() ->
                log.text().contains("setbacks=2") && tasks("store 2").size() == 1);
        assertThat(started.values()).noneMatch(Future::isDone);
        // The remote tasks have ended: others may take their slots meanwhile.
        await().until(() -> slots().inUse() == 0);
        s3.restart();

        for (Map.Entry<String, Outcome> one : endOf(started).entrySet()) {
            assertStoredOnce(one.getKey(), one.getValue());
            assertThat(tasks(one.getKey()).get(0).results()).allMatch(made -> made.downloads() == 1);
        }
        assertNothingIsLeft();
    }
}
