package dev.viduroutes.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Files of settings as editors write them. */
class PropertiesFileTest {

    private static Properties parsed(byte[] content) {
        return PropertiesFile.parse("config/application.properties", content);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstKeyAndUmlautsAreLetters() {
        Properties values = parsed("\uFEFFvidu.home=/größe\r\nvidu.s3.bucket=b\r\nvidu.x=\\u00e4".getBytes(UTF_8));

        assertThat(values)
                .containsEntry("vidu.home", "/größe")
                .containsEntry("vidu.s3.bucket", "b")
                .containsEntry("vidu.x", "ä");
    }

    @Test
    void anotherEncodingIsRefusedByTheNameOfTheFile() {
        String text = "vidu.home=work\n";
        for (Charset wide : List.of(UTF_16LE, UTF_16BE, Charset.forName("UTF-32LE"), Charset.forName("UTF-32BE"))) {
            for (String mark : List.of("", "\uFEFF")) {
                assertThatThrownBy(() -> parsed((mark + text).getBytes(wide)))
                        .isInstanceOf(SettingsException.class)
                        .hasMessageStartingWith("config/application.properties is in "
                                + wide.name().substring(0, 6))
                        .hasMessageEndingWith("; save it as UTF-8");
            }
        }
        assertThatThrownBy(() -> parsed("vidu.home=w\0rk".getBytes(UTF_8)))
                .hasMessage(
                        "config/application.properties holds bytes that are 00, as UTF-16 and UTF-32 do; save it as UTF-8");
    }

    @Test
    void aByteThatIsNotUtf8IsToldWithItsLine() {
        assertThatThrownBy(() -> parsed("a=b\n\nvidu.home=größe\n".getBytes(ISO_8859_1)))
                .hasMessage("config/application.properties is not UTF-8 in line 3 (byte F6); save it as UTF-8");
        assertThatThrownBy(() -> parsed(new byte[] {'a', '=', (byte) 0xC3})).hasMessageContaining("line 1 (byte C3)");
    }

    @Test
    void aBrokenEscapeIsTold() {
        assertThatThrownBy(() -> parsed("vidu.home=C:\\users\n".getBytes(UTF_8)))
                .hasMessage("config/application.properties holds a \\u that is not followed by four hexadecimal digits;"
                        + " write \\\\ for a backslash");
    }
}
