package dev.viduroutes.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets from files, as Docker, Kubernetes and editors write them. */
class SecretFileTest {

    private static final String KEY = "s3cr3t-of-the-file";

    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("key"), content);
    }

    private static String key(Path file) {
        return TestSettings.with("vidu.api.key", "", "vidu.api.key-file", file.toString())
                .api()
                .key()
                .value();
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, KEY + "\n", KEY + "\r\n", "\uFEFF" + KEY + "\n"})
    void theContentIsTheSecretWithoutWhatEditorsAdd(String content) throws IOException {
        assertThat(key(file(content))).isEqualTo(KEY);
    }

    @Test
    void everySecretHasItsFile() throws IOException {
        // Of a form that each of them may have.
        String shared = "http://user:" + "x".repeat(20) + "@host:3128";
        Path file = file(shared);
        for (String secret : Secrets.KEYS) {
            // S3 and SQS want both of their keys or none.
            String other = secret.replace("access-key", "OTHER").replace("secret-key", "access-key");
            other = other.replace("OTHER", "secret-key");
            String[] settings = other.equals(secret)
                    ? new String[] {secret, "", secret + "-file", file.toString()}
                    : new String[] {secret, "", secret + "-file", file.toString(), other, "some-key"};

            assertThat(TestSettings.with(settings).keys()).contains(secret + "-file");
        }
        assertThat(TestSettings.with("vidu.journal.password-file", file.toString())
                        .journal()
                        .password())
                .isEqualTo(shared);
        assertThat(TestSettings.with("vidu.callback.secret-file", file.toString())
                        .callback()
                        .secrets())
                .singleElement()
                .satisfies(secret -> assertThat(secret.value()).isEqualTo(shared));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''              | it is empty;
            '\n'            | it is empty;
            's3cr3t\n\n'    | it holds several lines;
            's3cr3t\r\n\n'  | it holds several lines;
            's3cr3t\nb'     | it holds several lines;
            's3cr3t b'      | whose content is not shown here; set VIDU_API_KEY
            ' s3cr3t'       | whose content is not shown here; set VIDU_API_KEY
            's3cr3t\u00e4'  | whose content is not shown here; set VIDU_API_KEY""")
    void whatCanBeNoSecretIsToldWithSettingPathAndRule(String content, String rule) throws IOException {
        Path file = file(content);

        assertThatThrownBy(() -> key(file))
                .hasMessageStartingWith("vidu.api.key-file is " + file)
                .hasMessageContaining(rule)
                .hasMessageNotContaining("s3cr3t")
                .satisfies(told -> assertThat(told.getMessage().lines()).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({"UTF-16, UTF-16 (big endian)", "UTF-16LE, UTF-16 (little endian)", "ISO-8859-1, not UTF-8"})
    void anotherEncodingIsToldByItsName(String charset, String told) throws IOException {
        Path file = Files.write(folder.resolve("key"), "s3cr3tä".getBytes(Charset.forName(charset)));

        assertThatThrownBy(() -> key(file))
                .hasMessageStartingWith("vidu.api.key-file is " + file)
                .hasMessageContaining(told)
                .hasMessageContaining("save it as UTF-8")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void whatIsNoFileThatCanBeReadIsTold() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path large = Files.writeString(folder.resolve("large"), "x".repeat(65_537));

        assertThatThrownBy(() -> key(folder.resolve("none"))).hasMessageContaining("none; there is no such file;");
        assertThatThrownBy(() -> key(folder)).hasMessageContaining("; it is a folder; it must be a file");
        assertThatThrownBy(() -> key(pipe)).hasMessageContaining("pipe; it is a pipe or a device;");
        assertThatThrownBy(() -> key(large)).hasMessageContaining("large; it is larger than 64 KiB;");
        assertThatThrownBy(() -> key(folder.resolve("large/key"))).hasMessageContaining("vidu.api.key-file is ");
    }

    @Test
    void valueAndFileTogetherStopTheStart() throws IOException {
        Path file = file(KEY);

        assertThatThrownBy(() -> TestSettings.with("vidu.api.key", "other-key", "vidu.api.key-file", file.toString()))
                .hasMessage("vidu.api.key-file is " + file + ", and vidu.api.key is set; set one of them");
    }

    @Test
    void aSecretOfAFileIsHiddenLikeAnyOther() throws IOException {
        key(file("another-key-of-a-file"));

        assertThat(Secrets.hidden("refused: another-key-of-a-file")).isEqualTo("refused: ***");
    }

    /** As Kubernetes does it: a link to a link, of which the inner one is swapped. */
    @Test
    void aMountWhoseLinkIsSwappedIsRead() throws IOException {
        Path first = Files.createDirectories(folder.resolve("..1"));
        Files.writeString(first.resolve("key"), KEY);
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
        Path mounted = Files.createSymbolicLink(folder.resolve("mounted"), Path.of("..data", "key"));

        assertThat(key(mounted)).isEqualTo(KEY);
    }

    @Test
    void severalMistakesAreToldAtOnce() throws IOException {
        Path file = file("");

        assertThatThrownBy(() -> TestSettings.with(
                        "vidu.api.key",
                        "",
                        "vidu.api.key-file",
                        file.toString(),
                        "vidu.s3.access-key",
                        "a",
                        "vidu.s3.secret-key-file",
                        folder.resolve("none").toString()))
                .satisfies(told -> assertThat(told.getMessage().lines().map(line -> line.split(" ")[0]))
                        .isEqualTo(List.of("vidu.api.key-file", "vidu.s3.secret-key-file")));
    }

    @Test
    void bytesOfAnyKindAreReadAsUtf8() throws IOException {
        Path file = Files.write(folder.resolve("p"), "pä".getBytes(StandardCharsets.UTF_8));

        assertThat(new SecretFile("x-file", file.toString()).read()).isEqualTo("pä");
    }
}
