package dev.viduroutes.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which value a setting has in a context, for code and routes alike. */
class SettingResolverTest {

    private final CamelContext context = new DefaultCamelContext();
    private final Properties host = new Properties();

    @BeforeEach
    void addTo() {
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setOverrideProperties(host);
        SettingResolver.addTo(context, Map.of("vidu.threads", "5"));
    }

    private String value(String key) {
        return SettingResolver.of(context).value(key).orElse("nothing");
    }

    @Test
    void routesSeeWhatOurCodeSees() {
        host.setProperty("vidu.home", "/somewhere");

        assertThat(value("vidu.tmp.directory")).isEqualTo("/somewhere/tmp");
        assertThat(context.resolvePropertyPlaceholders("{{vidu:tmp.directory}}"))
                .isEqualTo("/somewhere/tmp");
        assertThat(context.resolvePropertyPlaceholders("{{vidu.tmp.directory}}"))
                .isEqualTo("/somewhere/tmp");
        assertThat(context.resolvePropertyPlaceholders("{{vidu:threads}}")).isEqualTo("5");
        assertThat(value("vidu.no-such-key")).isEqualTo("nothing");
    }

    @Test
    void blanksAroundAValueCountNowhere() {
        host.setProperty("vidu.home", "/somewhere \u00A0\t");
        host.setProperty("vidu.s3.bucket", " videos\r\n");

        assertThat(context.resolvePropertyPlaceholders("{{vidu:tmp.directory}}"))
                .isEqualTo("/somewhere/tmp");
        assertThat(context.resolvePropertyPlaceholders("{{vidu:s3.bucket}}")).isEqualTo("videos");
        assertThat(value("vidu.home")).isEqualTo("/somewhere");
    }

    @Test
    void aValueMayReferToOthers() {
        context.getPropertiesComponent().addPropertiesFunction(new Vault());
        host.setProperty("vidu.api.key", "{{vault:{{which}}}}");
        host.setProperty("which", "first");
        host.setProperty("vidu.s3.bucket", "{{my.bucket:videos}}-{{?nobody.knows}}");

        assertThat(value("vidu.api.key")).isEqualTo("secret-of-first");
        assertThat(value("vidu.s3.bucket")).isEqualTo("videos-");
    }

    @Test
    void asMuchIsInFlightOfEachSourceAsAllAccountsHaveSlots() {
        assertThat(value("vidu.intake.file.in-flight")).isEqualTo("10");
        host.setProperty("vidu.limits.concurrent-tasks", "{{slots}}");
        host.setProperty("slots", "4");
        assertThat(value("vidu.batch.in-flight")).as("one account").isEqualTo("4");

        host.setProperty("vidu.accounts", "studio, agency,third");
        host.setProperty("vidu.account.agency.concurrent-tasks", "{{slots}}0");
        host.setProperty("vidu.account.third.concurrent-tasks", " ");
        assertThat(value("vidu.intake.kafka.in-flight")).isEqualTo("48");
        assertThat(context.resolvePropertyPlaceholders("{{vidu:intake.jms.consumers}}"))
                .isEqualTo("48");
        host.setProperty("vidu.intake.sqs.in-flight", "7");
        assertThat(value("vidu.intake.sqs.in-flight")).isEqualTo("7");
        host.setProperty("vidu.account.third.concurrent-tasks", "100000");
        assertThat(value("vidu.intake.kafka.in-flight")).isEqualTo("100000");
    }

    /** It is told of the setting that it is wrong in, and where others refer to that. */
    @Test
    void aNumberOfSlotsThatIsNoneMakesNoSum() {
        host.setProperty("vidu.accounts", "studio,agency");
        host.setProperty("vidu.account.agency.concurrent-tasks", "many");
        assertThat(value("vidu.intake.file.in-flight")).isEqualTo("10");

        host.setProperty("vidu.limits.concurrent-tasks", "{{vidu.accounts.concurrent-tasks}}");
        assertThatThrownBy(() -> value("vidu.intake.file.in-flight")).hasMessageContaining("refers back");
    }

    @Test
    void aSecretMayComeFromAFileByAFunction(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "key-of-the-file\n");
        host.setProperty("vidu.s3.bucket", "bucket");
        host.setProperty("vidu.api.key", "{{file:" + file + "}}");

        assertThat(Settings.of(context).api().key().value()).isEqualTo("key-of-the-file");
        assertThat(Secrets.hidden("key-of-the-file")).isEqualTo("***");
    }

    @Test
    void aSecretMayComeFromAVariableOfAnotherName() {
        host.setProperty("vidu.s3.bucket", "bucket");
        host.setProperty("vidu.api.key", "{{env:PATH}}");

        assertThat(value("vidu.api.key")).isEqualTo(System.getenv("PATH"));
    }

    /** What a vault says of its failure may be long, and may repeat what it was asked for. */
    @Test
    void aFunctionThatGivesNothingIsToldWithTheNameOfTheSetting(@TempDir Path folder) {
        context.getPropertiesComponent().addPropertiesFunction(new Vault());
        host.setProperty("vidu.s3.bucket", "{{env:NO_SUCH_VARIABLE}}");
        host.setProperty("vidu.api.key", "{{vault:sealed}}");
        host.setProperty("vidu.s3.access-key", "some-key");
        host.setProperty("vidu.s3.secret-key", "{{hashicorp:kv:vidu#s3}}");
        host.setProperty("vidu.journal.password", "{{file:" + folder.resolve("none") + "}}");

        assertThatThrownBy(() -> Settings.of(context))
                .hasMessageContaining("vidu.s3.bucket refers to the function env, which finds nothing there")
                .hasMessageContaining(
                        "vidu.api.key refers to the function vault, which fails: IllegalStateException: sealed")
                .hasMessageContaining("vidu.s3.secret-key refers to the function hashicorp, which no library here has")
                .hasMessageContaining("vidu.journal.password refers to the function file, which fails: ")
                .hasMessageContaining("there is no such file")
                .satisfies(told -> assertThat(told.getMessage().lines()).hasSize(4));
    }

    @Test
    void aFileOfASecretMayReferToOtherSettings(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("key"), "key-of-the-home");
        host.setProperty("vidu.home", folder.toString());
        host.setProperty("vidu.s3.bucket", "bucket");
        host.setProperty("vidu.api.key-file", "{{vidu.home}}/key");
        assertThat(Settings.of(context).api().key().value()).isEqualTo("key-of-the-home");

        host.setProperty("vidu.api.key-file", "{{nobody.knows}}/key");
        assertThatThrownBy(() -> Settings.of(context))
                .hasMessage("vidu.api.key-file refers to {{nobody.knows}}, which nobody sets");
    }

    /** A host's own vault. */
    private static final class Vault implements PropertiesFunction {

        @Override
        public String getName() {
            return "vault";
        }

        @Override
        public String apply(String name) {
            if (name.equals("sealed")) {
                throw new IllegalStateException("sealed");
            }
            return "secret-of-" + name;
        }
    }

    @Test
    void aReferenceThatLeadsNowhereIsTold() {
        host.setProperty("vidu.s3.bucket", "{{nobody.knows}}");
        host.setProperty("vidu.home", "{{vidu.tmp.directory}}");

        assertThatThrownBy(() -> Settings.of(context))
                .hasMessageContaining("vidu.s3.bucket refers to {{nobody.knows}}, which nobody sets")
                .hasMessageContaining("vidu.home refers to {{vidu.home}}, which refers back to it");
    }

    @Test
    void aPasswordThatLooksLikeAReferenceIsNotTold() {
        host.setProperty("vidu.s3.bucket", "bucket");
        host.setProperty("vidu.api.key", "ab{{cd-secret}}ef");

        assertThatThrownBy(() -> Settings.of(context))
                .hasMessageStartingWith("vidu.api.key has a value that is not shown here")
                .hasMessageNotContaining("secret");
    }

    @Test
    void quotesAndBlanksAroundAValueAreSeenTo() {
        host.setProperty("vidu.api.key", " \tkey-of-this-test\u00a0 \r");
        host.setProperty("vidu.s3.bucket", "'my-bucket'");

        assertThatThrownBy(() -> Settings.of(context))
                .hasMessage("vidu.s3.bucket is 'my-bucket'; quotes are taken as a part of the value; leave them out");

        host.setProperty("vidu.s3.bucket", "my-bucket");
        assertThat(Settings.of(context).api().key().value()).isEqualTo("key-of-this-test");
    }
}
