package dev.viduroutes.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.viduroutes.request.RequestDocument;
import dev.viduroutes.request.Source;
import dev.viduroutes.time.Backoff;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** How often a bucket that is away is asked, by a clock that the test moves. */
class BucketRetriesTest {

    private static final ImageWork DONE = ImageWork.of(
            RequestDocument.asWritten(JsonNodeFactory.instance.objectNode()), "a", Source.ofFile("a.json", 1), true);

    private long nanos;

    private final BucketRetries retries =
            new BucketRetries(() -> nanos, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), new Random(1)));

    private int asked;
    private boolean away = true;

    private ImageWork ask(String request, int second) throws Exception {
        nanos = Duration.ofSeconds(second).toNanos();
        return retries.ask(request, () -> {
            asked++;
            if (away) {
                throw SdkClientException.create("no answer");
            }
            return DONE;
        });
    }

    private void askInVain(String request, int second) {
        assertThatThrownBy(() -> ask(request, second)).hasMessage("no answer");
    }

    @Test
    void theBucketIsAskedLessAndLessOftenAndItsLastAnswerCountsMeanwhile() throws Exception {
        for (int second = 0; second < 600; second++) {
            askInVain("a", second);
        }
        assertThat(asked).isBetween(600 / 30, 600 / 15 + 5);

        askInVain("b", 600);
        away = false;
        assertThat(ask("b", 601)).isSameAs(DONE);
        assertThat(ask("a", 630)).isSameAs(DONE);
        away = true;
        askInVain("a", 631);
        away = false;
        assertThat(ask("a", 632)).as("it begins anew").isSameAs(DONE);
    }

    @Test
    void whatEndsOtherwiseIsForgotten() throws Exception {
        askInVain("a", 0);
        retries.forget("a");
        away = false;

        assertThat(ask("a", 0)).isSameAs(DONE);
    }
}
