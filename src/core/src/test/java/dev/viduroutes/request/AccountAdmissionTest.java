package dev.viduroutes.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.settings.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who names an account or a provider that may not be used is told what was found, and what may be used. */
class AccountAdmissionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Admission admission() throws IOException {
        JsonNode rules = JSON.readTree(Files.readString(Path.of("config", "request.schema.json")));
        return new Admission(
                new RequestSchema(rules),
                TestSettings.with(
                        "vidu.accounts", "studio,agency",
                        "vidu.account.studio.key", "a",
                        "vidu.account.agency.key", "b",
                        "vidu.account.studio.providers", "auto,value",
                        "vidu.account.agency.providers", "official"),
                Clock.systemUTC());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"account\": \"agenzy\",' | account is \"agenzy\"; it must be left out or one of studio, agency",
                "'\"provider\": \"vip\",' | provider is \"vip\"; it must be one that an account may be used with: auto, value with the account studio; official with the account agency",
                "'\"account\": \"agency\",' | provider is left out, which means auto; it must be one that an account may be used with: official with the account agency",
                "'\"account\": \"agency\", \"provider\": \"value\",' | provider is \"value\"; it must be one that an account may be used with: official with the account agency"
            })
    void whatWasFoundAndWhatMayBeUsedIsTold(String fields, String problem) throws IOException {
        JsonNode document = JSON.readTree(
                "{" + fields + " \"input\": {\"mode\": \"text-to-video\", \"prompt\": \"a fox\", \"duration\": 2}}");

        assertThat(admission()
                        .admit(RequestDocument.asWritten(document), Source.ofFile("a.json", 1), new byte[0])
                        .request()
                        .problems())
                .extracting(Problem::toString)
                .containsExactly(problem);
    }
}
