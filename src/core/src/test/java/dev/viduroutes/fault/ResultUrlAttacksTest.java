package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.request.Outcome;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Result URLs come from outside: they must lead nowhere but to public web servers. */
class ResultUrlAttacksTest extends FaultTest {

    private final ScriptedServer inside = new ScriptedServer(ScriptedServer.bytes(200, ScriptedServer.mp4()));

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.delivery.allow-private", "false");
    }

    @AfterEach
    void stopInside() {
        inside.close();
    }

    @Test
    void aUrlThatNamesAFileOrAPrivatePlaceIsRefusedUnasked() throws Exception {
        int port = inside.port();
        Map<String, Outcome> ended = runAll(
                "sandbox:result-url=file:///etc/passwd",
                "sandbox:result-url=file:/etc/passwd",
                "sandbox:result-url=/etc/passwd",
                "sandbox:result-url=ftp://127.0.0.1/x.mp4",
                "sandbox:result-url=javascript:alert(1)",
                "sandbox:result-url=data:video/mp4;base64,AAAA",
                "sandbox:result-url=direct:vidu-leave",
                "sandbox:result-url=jar:https://127.0.0.1!/x",
                "sandbox:result-url=http://127.0.0.1:" + port + "/",
                "sandbox:result-url=https://127.0.0.1:" + port + "/",
                "sandbox:result-url=https://localhost:" + port + "/",
                "sandbox:result-url=https://127.1:" + port + "/",
                "sandbox:result-url=https://2130706433:" + port + "/",
                "sandbox:result-url=https://0.0.0.0:" + port + "/",
                "sandbox:result-url=https://[::1]:" + port + "/",
                "sandbox:result-url=https://[::ffff:127.0.0.1]:" + port + "/",
                "sandbox:result-url=https://[::127.0.0.1]:" + port + "/",
                "sandbox:result-url=https://[fd00::1]/",
                "sandbox:result-url=https://[fe80::1%25eth0]/",
                "sandbox:result-url=https://[64:ff9b::7f00:1]/",
                "sandbox:result-url=https://[2002:7f00:1::]/",
                "sandbox:result-url=https://169.254.169.254/latest/meta-data",
                "sandbox:result-url=https://10.0.0.1/",
                "sandbox:result-url=https://100.64.0.1/",
                "sandbox:result-url=https://user:pw@127.0.0.1:" + port + "/",
                "sandbox:result-url=https://public.example@127.0.0.1:" + port + "/",
                "sandbox:result-url=https://127.0.0.1:99999/",
                "sandbox:result-url=https://127.0.0.1:-1/",
                "sandbox:result-url=https://{{vidu.api.key}}.example/",
                "sandbox:result-url=https://127.0.0.1/{{vidu.api.key}}",
                "sandbox:result-url=https://127.0.0.1/${env:HOME}",
                "sandbox:result-url=https://127.0.0.1/%7B%7Bvidu.api.key%7D%7D?a=RAW(b)",
                "sandbox:result-url=https:///nowhere.mp4",
                "sandbox:result-url=https:",
                "sandbox:result-url=https://127.0.0.1/" + "a".repeat(4_000));

        for (Map.Entry<String, Outcome> one : ended.entrySet()) {
            assertDead(one.getKey(), one.getValue(), "RESULT_URL_REFUSED", "delivery", Billing.BILLED);
            assertThat(submits(one.getKey())).as(one.getKey()).isEqualTo(1);
        }
        assertThat(inside.asked()).isEmpty();
        assertNothingIsLeft();
    }
}
