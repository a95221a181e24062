package dev.viduroutes.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What several accounts have of their own, and what mistakes stop the start. */
class AccountSettingsTest {

    @TempDir
    private Path folder;

    private static Settings two(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "vidu.accounts", "studio, agency",
                "vidu.api.key", "",
                "vidu.account.studio.key", "s3cr3t-of-studio",
                "vidu.account.agency.key", "s3cr3t-of-agency"));
        all.addAll(List.of(more));
        return TestSettings.with(all.toArray(String[]::new));
    }

    @Test
    void withoutNamesThereIsOneMadeOfTheSettingsOfAll() {
        Settings settings = TestSettings.with();

        assertThat(settings.accounts()).singleElement().satisfies(only -> {
            assertThat(only.name()).isEqualTo("default");
            assertThat(only.key()).isSameAs(settings.api().key());
            assertThat(only.limits()).isEqualTo(settings.limits());
        });
        assertThat(settings.hasAccounts()).isFalse();
    }

    @Test
    void whatAnAccountDoesNotSayItHasFromTheSettingsOfAll() throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "s3cr3t-in-a-file\n");
        Settings settings = two(
                "vidu.account.agency.key", "",
                "vidu.account.agency.key-file", file.toString(),
                "vidu.account.agency.requests", "120",
                "vidu.account.agency.base-url", "https://other.example",
                "vidu.limits.concurrent-tasks", "7");
        AccountSettings studio = settings.accounts().get(0);
        AccountSettings agency = settings.accounts().get(1);

        assertThat(agency.key().value()).isEqualTo("s3cr3t-in-a-file");
        assertThat(agency.limits().requests()).isEqualTo(120);
        assertThat(agency.limits().concurrentTasks()).isEqualTo(7);
        assertThat(agency.baseUrl()).hasHost("other.example");
        assertThat(studio.limits()).isEqualTo(settings.limits());
        assertThat(studio.baseUrl()).isEqualTo(settings.api().baseUrl());
        assertThat(settings.concurrentTasks()).isEqualTo(14);
        assertThat(settings.toString()).doesNotContain("s3cr3t");
        assertThat(Secrets.hidden("the API said s3cr3t-of-studio")).doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vidu.account.other.key | k | vidu.account.other.key is set; other is none of the accounts",
                "vidu.account.agency.requets | 5 | vidu.account.agency.requets is set; what an account has of its own is",
                "vidu.account.agency.requests | 0 | vidu.account.agency.requests is 0; it must be a whole number",
                "vidu.account.agency.cap.day | 5 | vidu.account.agency.cap.day is 5; it must be seconds",
                "vidu.account.agency.providers | a,,b | vidu.account.agency.providers is a,,b; it must be",
                "vidu.account.agency.key | s3cr3t-of-studio | studio and agency have one and the same key",
                "vidu.route.harbour | agenzy | vidu.route.harbour is agenzy; it must be one of the accounts studio, agency",
                "vidu.route.source.fax | agency | vidu.route.source.fax is set; its last part must be one of file, jms",
                "vidu.route.mode.text | agency | vidu.route.mode.text is set; its last part must be one of text-to-video",
                "vidu.route. | agency | vidu.route. is agency; its name must be vidu.route.<project>, vidu.route.source.<source>",
                "vidu.account.agency.price.text-to-video.720p | 0.1 | vidu.account.studio.price.text-to-video.540p",
            })
    void aMistakeStopsTheStart(String key, String value, String message) {
        assertThatThrownBy(() -> two(key, value))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void anAccountNeedsAKeyAndOneMayHaveThatOfAll() {
        assertThatThrownBy(() -> two("vidu.account.agency.key", ""))
                .hasMessageStartingWith("vidu.account.agency.key is not set; set VIDU_ACCOUNT_AGENCY_KEY to");
        assertThatThrownBy(() -> TestSettings.with("vidu.accounts", "a,b"))
                .hasMessageContaining("a and b have one and the same key");
        assertThat(two("vidu.account.agency.key", "", "vidu.api.key", "k")
                        .accounts()
                        .get(1)
                        .key()
                        .value())
                .isEqualTo("k");
    }
}
