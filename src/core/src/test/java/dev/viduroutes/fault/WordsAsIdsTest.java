package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.request.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Request ids that are words of Camel's expressions. */
class WordsAsIdsTest extends FaultTest {

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "42", "body"})
    void anIdIsAnIdWhateverItMeansElsewhere(String id) throws Exception {
        Outcome outcome = generate(request(id, prompt("sandbox:fast")));

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.requestId()).isEqualTo(id);
        assertNothingIsLeft();
    }
}
