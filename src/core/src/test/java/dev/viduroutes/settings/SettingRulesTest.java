package dev.viduroutes.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule of every key: what is right, up to the boundaries, and what stops the start. */
class SettingRulesTest {

    /** Key, right values, wrong values; separated by blanks, {@code ''} is the empty value. */
    private static final String RULES = """
            vidu.home | work /var/vidu a.b-c_d ../up ü | '' a?b a#b a%b a&b a{b
            vidu.tmp.directory | tmp | '' a?b
            vidu.dead-letter.directory | dl | '' a&b
            vidu.journal.url | jdbc:sqlite:x jdbc:sqlite:file:x jdbc:postgresql://h/d registry:orders | '' sqlite:x jdbc:h2:mem jdbc:sqlite: registry: jdbc:sqlite::memory: jdbc:sqlite:file::memory: jdbc:sqlite::resource:x
            vidu.journal.user | '' me | ä
            vidu.journal.password | '' x! | ä
            vidu.journal.lease | 1s 15s 1h | '' 0s 61m
            vidu.journal.retention | 1h 3650d | '' 59m 3651d
            vidu.intake.file.enabled | true false | '' TRUE yes 1 truefalse
            vidu.intake.file.directory | in | '' a#b
            vidu.intake.file.urgent-directory | urgent | '' a#b work/inbox work/./inbox
            vidu.intake.file.done-directory | done | '' a}b
            vidu.intake.file.poll-interval | 50ms 1h 3600s | '' 49ms 61m 1 1.5s -1s 1S 999999999999d
            vidu.intake.file.settle | 0s 0ms 1h | '' 3601s 0
            vidu.intake.file.incomplete-wait | 0s 60s 24h | '' 25h -1s
            vidu.intake.file.in-flight | 1 100000 | '' 0 100001
            vidu.intake.jms.enabled | true false | '' TRUE
            vidu.intake.jms.connection-factory | '' a.B jms/cf java:comp/env/jms/cf cn=cf | ldap://h/cf rmi:cf ä a//b
            vidu.intake.jms.properties | '' config/application.properties | no-such.properties src
            vidu.intake.jms.jndi.java.naming.factory.initial | '' a.B | "a"
            vidu.intake.jms.jndi.java.naming.provider.url | '' file:/a tcp://h:1 | "a"
            vidu.intake.jms.jndi.java.naming.security.principal | '' me | "a"
            vidu.intake.jms.jndi.java.naming.security.credentials | '' x! | ä
            vidu.intake.jms.url | tcp://h:1 (tcp://a:1,tcp://b:1)?ha=true vm://0 | '' h http://h amqp://h
            vidu.intake.jms.user | '' me | ä
            vidu.intake.jms.password | '' x! | ä
            vidu.intake.jms.queue | q a.b::c_d/e-f | '' a?b a&b .a a{b
            vidu.intake.jms.consumers | 1 100000 | '' 0 100001
            vidu.intake.jms.urgent-priority | 1 5 10 | '' 0 11
            vidu.intake.jms.reply-to | '' * temporary a.*,temporary b_c | a?b a,,b ä
            vidu.intake.jms.reply-timeout | 1s 24h | '' 999ms 25h
            vidu.intake.amqp.enabled | true false | '' TRUE
            vidu.intake.amqp.url | amqp://h amqps://h:1?x=y failover:(amqp://a,amqp://b) | '' h tcp://h http://h
            vidu.intake.amqp.user | '' me | ä
            vidu.intake.amqp.password | '' x! | ä
            vidu.intake.amqp.queue | q a.b::c_d/e-f /queue/a.b /amq/queue/a /queues/a%2Fb~c | '' a?b a&b .a a{b /a /queues/ /queues/a%2 /queues/a/b /queue/a/b /exchange/a
            vidu.intake.amqp.transacted | auto true false | '' AUTO no
            vidu.intake.amqp.consumers | 1 100000 | '' 0 100001
            vidu.intake.amqp.urgent-priority | 1 5 10 | '' 0 11
            vidu.intake.amqp.reply-to | '' * temporary a.*,temporary b_c | a?b a,,b ä
            vidu.intake.amqp.reply-timeout | 1s 24h | '' 999ms 25h
            vidu.intake.kafka.enabled | true false | '' TRUE
            vidu.intake.kafka.brokers | h:1 a.b:9092,c-d:1 [::1]:9092 | '' h h:x h:1, http://h:1 h:1;h:2
            vidu.intake.kafka.security | PLAINTEXT SSL SASL_PLAINTEXT SASL_SSL | '' TLS ssl
            vidu.intake.kafka.sasl-mechanism | PLAIN SCRAM-SHA-256 SCRAM-SHA-512 OAUTHBEARER | '' GSSAPI
            vidu.intake.kafka.user | '' me | ä
            vidu.intake.kafka.password | '' x! | ä
            vidu.intake.kafka.token-url | '' https://login.example/token http://h:1/t | login.example ftp://h/t https://me:pw@h/t
            vidu.intake.kafka.token-scope | '' kafka api://vidu/.default | ä "a
            vidu.intake.kafka.client-properties | '' config/application.properties | no-such.properties src
            vidu.intake.kafka.topic | t a.b_c-d | '' . .. a/b a?b
            vidu.intake.kafka.group | g a.b_c-d | '' a/b
            vidu.intake.kafka.in-flight | 1 100000 | '' 0 100001
            vidu.intake.sqs.enabled | true false | '' TRUE
            vidu.intake.sqs.queue-url | https://sqs.eu-west-1.amazonaws.com/1/q http://h:9324/1/q.fifo | '' h https://u@h/q https://h/q?q
            vidu.intake.sqs.region | us-east-1 | '' us_east
            vidu.intake.sqs.access-key | '' | ä
            vidu.intake.sqs.secret-key | '' | ä
            vidu.intake.sqs.visibility | 2s 12h | '' 1s 13h
            vidu.intake.sqs.call-timeout | 25s 10m | '' 24s 601s
            vidu.intake.sqs.in-flight | 1 100000 | '' 0 100001
            vidu.proxy.url | '' none http://h:3128 https://h:1/ h:8080 http://u:p@h:1 http://u@h:1 http://a%40b:c%3Ad@[::1]:65535 | h http://h ftp://h:1 socks5://h:1 http://h:0 http://h:65536 http://h:1/x http://u:a:b@h:1 http://u:a/b@h:1 http://:p@h:1 http://u:%zz@h:1 http://u%3Ax:p@h:1
            vidu.proxy.bypass | '' none * a.b *.a.b .a.b 10.0.0.0/8 1.2.3.4 a.b:8080 [::1] ::1 fe80::/10 a,.b,*.c | a/b http://a a?b ä *a
            vidu.tls.trust-store | '' config/application.properties | no-such.pem src
            vidu.tls.trust-store-password | '' x! | ä
            vidu.tls.key-store | '' config/application.properties | no-such.p12 src
            vidu.tls.key-store-password | '' x! | ä
            vidu.request.max-bytes | 1KiB 16MiB 1024B | '' 1023B 17MiB 1024 1KB 1.5MiB -1KiB 999999999999GiB
            vidu.request.schema | classpath:a file:/b | '' http://x/y a classpath: file:
            vidu.templates.directory | config/templates /t | '' a?b
            vidu.defaults.mode | '' none text-to-video | "a"
            vidu.defaults.prompt | '' none Fog | "a"
            vidu.defaults.duration | '' none 5 | "a"
            vidu.defaults.resolution | '' none 720p | "a"
            vidu.defaults.style | '' none anime | "a"
            vidu.defaults.aspect-ratio | '' none 16:9 | "a"
            vidu.defaults.movement | '' none small | "a"
            vidu.defaults.sound | '' none true | "a"
            vidu.defaults.bgm | '' none false | "a"
            vidu.defaults.seed | '' none -1 | "a"
            vidu.defaults.provider | '' none auto | "a"
            vidu.defaults.project | '' none harbour | "a"
            vidu.price.*.* | '' 0 0.12 999999.999999 | -1 0,12 .5 1e3 1000000 0.1234567 $1
            vidu.price.currency | USD EUR JPY | '' usd XYZZ dollars
            vidu.cap.request | '' none 1s 16s 999999999999s | 5 0.50 -1s 1m s
            vidu.cap.day | '' none 0s 500s | 25.50 1h
            vidu.cap.month | '' none 500s | 25.50
            vidu.cap.project.*.day | '' none 500s | 25.50
            vidu.cap.action | wait refuse | '' WAIT
            vidu.cap.waiting | 0 1000 10000 | '' -1 10001
            vidu.cap.zone | UTC Europe/Berlin +01:00 | '' Mars/Olympus
            vidu.cap.clock | api journal | '' API ntp
            vidu.balance.floor | '' none | 25.50 0 -1 1s
            vidu.batch.max-rows | 1 200000 1000000 | '' 0 1000001
            vidu.batch.concurrent | 1 1000 | '' 0 1001
            vidu.batch.in-flight | 1 100000 | '' 0 100001
            vidu.batch.directory | b /var/b | '' a?b
            vidu.batch.on-invalid | skip refuse | '' SKIP no
            vidu.batch.row-outcomes | true false | '' TRUE
            vidu.api.base-url | http://h https://h:1/x https://[::1]:8443 | '' h ftp://h file:///x http:// https://u:p@h https://h?q https://h/#f http:h /x
            vidu.api.key | k !~ k512 " "k k'k | '' k513 ä k\tk "k" 'k'
            vidu.api.model | vidu-q3 v 3.5_x m100 | '' m101 -v a/b a?b .. é
            vidu.api.mode | polling | '' Polling callbacks
            vidu.api.connect-timeout | 100ms 5m | '' 99ms 301s 0s
            vidu.api.response-timeout | 100ms 10m | '' 99ms 601s
            vidu.api.max-answer-bytes | 1KiB 64MiB | '' 1023B 65MiB
            vidu.callback.public-url | '' https://h https://h:8443/x http://localhost:8080 http://127.0.0.1:1 http://[::1]:1 | h ftp://h http://h http://127.0.0.1.h https://u@h https://h?q https://h#f
            vidu.callback.secret | '' k32 k512 | k31 k513 kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkä
            vidu.callback.old-secret | '' k32 k512 | k31 k513
            vidu.callback.address | 0.0.0.0 127.0.0.1 ::1 gw-1.example | '' a/b h:x_
            vidu.callback.port | 1 8080 65535 | '' 0 65536 http
            vidu.callback.tls.certificate | '' | no-such.pem src
            vidu.callback.tls.key | '' | no-such.pem src
            vidu.callback.tls.key-store | '' config/application.properties | no-such.p12 src
            vidu.callback.tls.key-store-password | '' x! | ä
            vidu.callback.grace | 0s 24h | '' 25h
            vidu.accounts | '' a a-2 default | A a,a a,,b choice a.b retry-interval
            vidu.account.choice | named first-free | '' cheapest Named
            vidu.account.handover | true false | '' yes
            vidu.limits.requests | 1 60 1000000 | '' 0 -1 1000001 1.0 60/m 99999999999 six
            vidu.limits.window | 100ms 1h | '' 99ms 61m 60
            vidu.limits.concurrent-tasks | 1 100000 | '' 0 100001
            vidu.urgent.share | 10% 80% 100% | '' 9% 101% 80 0.8 80.5% -80%
            vidu.urgent.ageing | 1s 10m 7d | '' 999ms 8d 10
            vidu.share.* | 1 1000 | '' 0 1001 1.5 none
            vidu.shares.others | each together | '' none
            vidu.retry.first-delay | 10ms 10m | '' 9ms 601s
            vidu.retry.max-delay | 10ms 1h | '' 9ms 61m
            vidu.submit.attempts | 1 1000 | '' 0 1001
            vidu.retry.failed-tasks | 0 100 | '' -1 101
            vidu.submit.grace | 0s 1h | '' 61m
            vidu.submit.uncertain | dead-letter resubmit | '' ignore
            vidu.account.retry-interval | 100ms 1h | '' 99ms 61m
            vidu.moderation.limit | 1 1000000 | '' 0 -1 1000001 x
            vidu.moderation.window | 1s 30d | '' 999ms 31d
            vidu.moderation.action | hold warn off | '' stop
            vidu.failures | classpath:a file:b | '' b
            vidu.poll.first-delay | 0s 10m | '' 601s
            vidu.poll.interval | 10ms 10m | '' 9ms 601s
            vidu.poll.not-found-limit | 1 1000 | '' 0 1001
            vidu.task.timeout | 1s 7d 168h | '' 999ms 8d
            vidu.delivery.hosts | * a.b *.a.b a,b a,*.b 1.2.3.4 | '' *a *.* a,,b https://a a/b a:1
            vidu.delivery.allow-private | true false | '' no
            vidu.delivery.parallel | 1 1000 | '' 0 1001
            vidu.delivery.max-bytes | 1KiB 5GiB | '' 1023B 6GiB
            vidu.delivery.response-timeout | 100ms 10m | '' 99ms 601s
            vidu.delivery.download-timeout | 1s 24h 1d | '' 999ms 25h
            vidu.delivery.attempts | 1 1000 | '' 0 1001
            vidu.delivery.timeout | 1s 30d | '' 999ms 31d
            vidu.s3.bucket | abc a-b.c b63 | '' ab b64 Abc a_b -ab ab- a/b
            vidu.s3.region | us-east-1 auto | '' us_east us/east
            vidu.s3.endpoint | '' http://h:9000 https://h | h ftp://h https://u@h https://h?q
            vidu.s3.path-style | auto true false | '' yes
            vidu.s3.access-key | '' | ä
            vidu.s3.secret-key | '' | ä
            vidu.s3.key-pattern | {request_id}/{index} {request_id}.{index} {date}/{task_id}/{model}/{mode}/{request_id}={index} | '' x {request_id} {index} /{request_id}{index} {request_id}//{index} ../{request_id}{index} a/../{request_id}{index} {request_id}/{index}/.. ./{request_id}{index} {request_id}{index}{other} {request_id}{index}$ ${request_id}{index}
            vidu.s3.write-check | true false | '' no
            vidu.s3.encryption | '' none AES256 aws:kms aws:kms:dsse | aes256 kms SSE-S3
            vidu.s3.kms-key-id | '' none | key ä alias/videos
            vidu.s3.bucket-key | '' none true false | yes
            vidu.s3.storage-class | '' none STANDARD_IA GLACIER_IR | standard_ia STANDART
            vidu.s3.tags | '' none a=b a=,b=c=d team=a/b:c+d@e | a =b a=b,a=c a=b, aws:x=y a=b;c=d
            vidu.s3.acl | '' none private bucket-owner-full-control | Private all
            vidu.s3.bucket-owner | '' none 012345678901 | 12345678901 0123456789012 me
            vidu.s3.checksum | auto none crc32 sha256 md5 | '' CRC32 sha1
            vidu.s3.connect-timeout | 100ms 5m | '' 99ms 301s
            vidu.s3.response-timeout | 100ms 10m | '' 99ms 601s
            vidu.s3.call-timeout | 500ms 1h | '' 499ms 61m
            vidu.s3.upload-rate | 1KiB 1GiB | '' 1023B 2GiB 128
            vidu.images.bucket | '' abc a-b.c | ab Abc a_b a/b
            vidu.images.prefix | images/ a/b/ a=b/ .a/ | '' images /a/ a//b/ ../a/ a/../b/ ./a/ ä/ {a}/
            vidu.images.link-life | 1m 6h 7d | '' 59s 8d
            vidu.images.keep | 1h 7d 3650d | '' 59m 3651d
            vidu.images.buckets | '' abc abc,abc,a-b.c abc/d,abc/D_e/f.g=h | ab abc,,def abc,a_b abc/ /abc abc/../d abc//d abc/.d
            vidu.images.public-endpoint | '' http://h:9000 https://h | h ftp://h https://u@h https://h?q
            vidu.outcome.uri | direct:a vidu-jms:queue:x?y=z | '' a :b 1:b
            vidu.dead-letter.uri | direct:a vidu-amqp:queue:x | '' a :b 1:b
            vidu.tracing.enabled | true false | '' yes
            vidu.threads | 2 1000 | '' 1 1001
            vidu.shutdown.timeout | 1s 10m | '' 999ms 601s
            vidu.log.format | text json | '' JSON xml
            vidu.management.address | 127.0.0.1 localhost ::1 | '' a_b http://a
            vidu.management.port | 0 1 65535 | '' -1 65536
            vidu.management.token | '' k16 k512 | k15 k513 kkkkkkkkkkkkkkkä
            vidu.management.tls.certificate | '' | no-such.pem src
            vidu.management.tls.key | '' | no-such.pem src
            vidu.management.tls.key-store | '' config/application.properties | no-such.p12 src
            vidu.management.tls.key-store-password | '' x! | ä
            vidu.management.down-after | 0s 24h | '' 25h
            vidu.console.address | 127.0.0.1 localhost ::1 | '' a_b http://a
            vidu.console.port | 0 1 65535 | '' -1 65536
            vidu.console.token | '' k32 k512 | k31 k513 kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkä
            vidu.console.hosts | '' a a.b,c-d.example | ,a a, a:1 a_b http://a a,,b
            vidu.console.prompts | true false | '' yes
            vidu.console.replay | true false | '' yes
            vidu.console.tls.certificate | '' | no-such.pem src
            vidu.console.tls.key | '' | no-such.pem src
            vidu.console.tls.key-store | '' config/application.properties | no-such.p12 src
            vidu.console.tls.key-store-password | '' x! | ä
            """;

    private static Stream<String[]> rules() {
        return RULES.lines().map(line -> line.split(" \\| "));
    }

    private static Stream<Arguments> pairs(int column) {
        return rules().flatMap(rule -> Arrays.stream(rule[column].split(" "))
                .map(SettingRulesTest::value)
                .map(value -> Arguments.of(rule[0], value)));
    }

    static Stream<Arguments> right() {
        return pairs(1);
    }

    static Stream<Arguments> wrong() {
        return pairs(2);
    }

    /** {@code k512} stands for the letter that often. */
    private static String value(String text) {
        if (text.matches("[kmb]\\d{2,3}")) {
            return text.substring(0, 1).repeat(Integer.parseInt(text.substring(1)));
        }
        return text.equals("''") ? "" : text;
    }

    @Test
    void whatCannotBeSeenInAValueIsShown() {
        assertThatThrownBy(() -> TestSettings.with("vidu.limits.requests", "60\u200B", "vidu.home", "C:\temp"))
                .hasMessageContaining("vidu.limits.requests is 60\\u{200b}; it must be")
                .hasMessageContaining("vidu.home is C:\\u{9}emp; it must be");
    }

    @Test
    void everyDeclaredKeyHasItsRowHere() {
        Set<String> rows = rules().map(rule -> rule[0]).collect(Collectors.toCollection(TreeSet::new));

        assertThat(rows).isEqualTo(new TreeSet<>(TestSettings.declared().stringPropertyNames()));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("right")
    void aValueInsideOfItsRangeIsAccepted(String key, String value) {
        assertThatCode(() -> TestSettings.with(key, value)).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("wrong")
    void aValueOutsideOfItsRangeStopsTheStartWithKeyValueAndRule(String key, String value) {
        SettingsException refusal = catchThrowableOfType(SettingsException.class, () -> TestSettings.with(key, value));

        assertThat(refusal).as("a refusal of %s", value).isNotNull();
        assertThat(refusal).hasMessageStartingWith(key + (value.isEmpty() ? " is not set; " : " "));
        assertThat(refusal.getMessage().lines()).hasSize(key.matches("vidu.*(access|secret)-key") ? 2 : 1);
        assertThat(refusal.getMessage().split("; ", 2)[1]).hasSizeGreaterThan(10);
        if (!key.matches(".*(key|password|secret|token|credentials)")
                && !value.contains("@")
                && !value.contains("?q")) {
            assertThat(refusal).hasMessageContaining(" is " + (value.isEmpty() ? "not set" : value) + ";");
        }
    }

    @Test
    void oneStartShowsEveryMistake() {
        assertThatThrownBy(() -> TestSettings.with(
                        "vidu.api.key",
                        "",
                        "vidu.limits.requests",
                        "0",
                        "vidu.poll.interval",
                        "soon",
                        "vidu.threads",
                        "1"))
                .isInstanceOf(SettingsException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage().lines().map(line -> line.split(" ")[0]))
                        .containsExactly("vidu.api.key", "vidu.limits.requests", "vidu.poll.interval", "vidu.threads"));
    }

    @Test
    void callbackModeNeedsAPublicUrlAndASecret() {
        assertThatThrownBy(() -> TestSettings.with("vidu.api.mode", "callback"))
                .satisfies(refusal -> assertThat(refusal.getMessage().lines())
                        .satisfiesExactly(
                                url -> assertThat(url)
                                        .startsWith("vidu.callback.public-url is not set;")
                                        .contains("https"),
                                secret -> assertThat(secret)
                                        .startsWith("vidu.callback.secret is not set;")
                                        .contains("VIDU_CALLBACK_SECRET", "32")));
        Settings settings = TestSettings.with(
                "vidu.api.mode",
                "callback",
                "vidu.callback.public-url",
                "https://gateway.example",
                "vidu.callback.secret",
                "s3cr3t".repeat(6),
                "vidu.callback.old-secret",
                "old-s3cr3t".repeat(6));
        assertThat(settings.api().callbacks()).isTrue();
        assertThat(settings.callback().secrets()).hasSize(2);
        assertThat(settings.toString()).contains("gateway.example").doesNotContain("s3cr3t");
    }

    @Test
    void plainHttpIsForCallbacksOfATestSetup() {
        assertThatThrownBy(() -> TestSettings.with("vidu.callback.public-url", "http://gateway.example"))
                .hasMessageContaining("https")
                .hasMessageContaining("vidu.delivery.allow-private=true");
        assertThatCode(() -> TestSettings.with(
                        "vidu.callback.public-url", "http://gateway.example", "vidu.delivery.allow-private", "true"))
                .doesNotThrowAnyException();
    }

    @Test
    void halfOfTheS3CredentialsIsNoCredential() {
        assertThatThrownBy(() -> TestSettings.with("vidu.s3.access-key", "half-known"))
                .hasMessageContaining("vidu.s3.secret-key")
                .hasMessageNotContaining("half-known");
        assertThatThrownBy(() -> TestSettings.with("vidu.s3.secret-key", "half-known"))
                .hasMessageContaining("vidu.s3.access-key")
                .hasMessageNotContaining("half-known");
        assertThatCode(() -> TestSettings.with("vidu.s3.access-key", "a", "vidu.s3.secret-key", "b"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("wrongSecrets")
    void aSecretIsInNoMessageEvenIfItIsWrong(String key, String value) {
        assertThatThrownBy(() -> TestSettings.with(key, value))
                .hasMessageContaining(key)
                .hasMessageNotContaining("s3cr3t");
    }

    static Stream<Arguments> wrongSecrets() {
        return Stream.of(
                Arguments.of("vidu.api.key", "s3cr3t with blanks"),
                Arguments.of("vidu.s3.access-key", "s3cr3t with blanks"),
                Arguments.of("vidu.s3.secret-key", "s3cr3t with blanks"),
                Arguments.of("vidu.callback.secret", "s3cr3t"),
                Arguments.of("vidu.callback.old-secret", "s3cr3t"),
                Arguments.of("vidu.callback.public-url", "https://me:s3cr3t@gateway.example"),
                Arguments.of("vidu.api.base-url", "https://me:s3cr3t@api.example"),
                Arguments.of("vidu.api.base-url", "https://api.example?key=s3cr3t"),
                Arguments.of("vidu.s3.endpoint", "https://s3cr3t@s3.example"));
    }

    @Test
    void aTokenForKafkaIsHadSomewhere() {
        String[] client = {
            "vidu.intake.kafka.enabled", "true",
            "vidu.intake.kafka.sasl-mechanism", "OAUTHBEARER",
            "vidu.intake.kafka.user", "vidu-gateway",
            "vidu.intake.kafka.token-url", ""
        };
        assertThatThrownBy(() -> TestSettings.with(client))
                .hasMessageStartingWith("vidu.intake.kafka.token-url is not set; with OAUTHBEARER");
        client[7] = "https://login.example/token";
        assertThat(TestSettings.with(client).kafka().usesToken()).isTrue();
        client[5] = "";
        assertThat(TestSettings.with(client).kafka().usesToken()).isFalse();
    }

    @Test
    void aKmsKeyNeedsAnEncryptionThatUsesIt() {
        assertThatThrownBy(() -> TestSettings.with("vidu.s3.kms-key-id", "alias/v", "vidu.s3.encryption", "AES256"))
                .hasMessage("vidu.s3.kms-key-id is alias/v; it needs vidu.s3.encryption=aws:kms or aws:kms:dsse,"
                        + " which is AES256");
        assertThatThrownBy(() -> TestSettings.with("vidu.s3.bucket-key", "true", "vidu.s3.encryption", "aws:kms:dsse"))
                .hasMessageContaining("vidu.s3.bucket-key is true; bucket keys need vidu.s3.encryption=aws:kms");
        assertThat(TestSettings.with("vidu.s3.kms-key-id", "alias/v", "vidu.s3.encryption", "aws:kms:dsse")
                        .s3()
                        .objects()
                        .kmsKeyId())
                .contains("alias/v");
    }

    @Test
    void tagsAreWhatS3Takes() {
        assertThat(TestSettings.with("vidu.s3.tags", "team=a b, cost = 7=x ,Größe=")
                        .s3()
                        .objects()
                        .tags())
                .containsExactly(Map.entry("team", "a b"), Map.entry("cost", "7=x"), Map.entry("Größe", ""));
        String ten = IntStream.range(0, 10).mapToObj(i -> "t" + i + "=v").collect(Collectors.joining(","));
        assertThatCode(() -> TestSettings.with("vidu.s3.tags", ten)).doesNotThrowAnyException();
        assertThatThrownBy(() -> TestSettings.with("vidu.s3.tags", ten + ",t10=v"))
                .hasMessageEndingWith("S3 takes 10 tags for an object, these are 11");
        for (String tooLong : List.of("k".repeat(129) + "=v", "k=" + "v".repeat(257))) {
            assertThatThrownBy(() -> TestSettings.with("vidu.s3.tags", tooLong))
                    .hasMessageContaining("names of 1 to 128 characters")
                    .hasMessageContaining("values of up to 256");
        }
    }

    @Test
    void anotherServerHasStorageClassesOfItsOwn() {
        assertThat(TestSettings.with("vidu.s3.storage-class", "cold", "vidu.s3.endpoint", "http://ceph:9000")
                        .s3()
                        .objects()
                        .storageClass())
                .contains("cold");
    }

    @Test
    void anUploadMayTakeAsLongAsItsSizeAtTheSlowestRate() {
        S3Timeouts timeouts = TestSettings.with("vidu.s3.call-timeout", "1m", "vidu.s3.upload-rate", "1MiB")
                .s3()
                .timeouts();

        assertThat(timeouts.ofCall(0)).isEqualTo(Duration.ofMinutes(1));
        assertThat(timeouts.ofCall(2L << 30)).isEqualTo(Duration.ofSeconds(60 + 2048));
    }

    @Test
    void settingsAsTextHoldNoSecret() {
        Settings settings = TestSettings.with(
                "vidu.api.key", "s3cr3t-1", "vidu.s3.access-key", "s3cr3t-2", "vidu.s3.secret-key", "s3cr3t-3");

        assertThat(settings.toString()).contains("vidu-q3").doesNotContain("s3cr3t");
    }

    @Test
    void blanksAroundAValueDoNotCount() {
        Settings settings = TestSettings.with("vidu.api.key", " k \n", "vidu.limits.requests", " 7 ");

        assertThat(settings.api().key().value()).isEqualTo("k");
        assertThat(settings.limits().requests()).isEqualTo(7);
    }
}
