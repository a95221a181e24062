package dev.viduroutes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of its two meanings a 403 has. */
class ForbiddenClassifierTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content violates policy",
                "content violates policy, or the key lacks permission",
                "Your prompt has forbidden tokens: content policy",
                "rejected by our safety system; ask for permission",
                "CONTENT_POLICY_VIOLATION",
                "ContentPolicyViolation",
                "content-policy violation",
                "Violates safety guidelines.",
                "blocked by Moderation",
                "The input was moderated",
                "blocked for safety reasons",
                "policy violation",
                "The image violates our policies",
                "this prompt violates the policy; contact your account manager",
                "Prohibited content detected by the API",
                "Request denied: violates usage policy (safety)",
                "The picture is unsafe content for this region",
                "Access denied by content policy",
                "Moderation of your prompt failed; your account may be suspended",
            })
    void whatSpeaksOfContentPolicySafetyOrModerationIsTheRequestsFault(String said) {
        assertThat(ForbiddenClassifier.isOfContent(List.of(said))).isTrue();
        assertThat(ForbiddenClassifier.isOfContent(List.of("Forbidden", said))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Forbidden",
                "Access denied",
                "the API key lacks permission",
                "Invalid apiKey",
                "IP address 203.0.113.7 is not in the allow-list of this key",
                "ip not allowed",
                "Request blocked by access policy",
                "request violates the IP policy",
                "IPPolicy",
                "AccessPolicyViolation",
                "denied by network security policy",
                "security policy of your account",
                "denied by the policy of your account",
                "your organization's policy does not allow this",
                "an IAM policy denies the call",
                "Unsupported Content-Type",
                "content_type must be application/json",
                "Content-Security-Policy",
                "content type not allowed",
                "API key is not permitted to create this content",
                "you do not have permission to access this content",
                "this content is not available in your region",
                "for the safety of your account its keys were locked",
                "plan policy does not allow text-to-video with this key",
                "denied; see https://docs.apixo.ai/content-policy?topic=moderation",
                "policyholder, discontent and unsafety are other words",
                "allow-list policy: address unknown",
                "Your account is under moderation",
                "violates the prohibited regions list",
            })
    void everythingElseIsAboutTheAccount(String said) {
        assertThat(ForbiddenClassifier.isOfContent(List.of(said))).isFalse();
        assertThat(ForbiddenClassifier.isOfContent(List.of("Forbidden", said))).isFalse();
    }

    @Test
    void anAnswerWithoutAWordIsAboutTheAccount() {
        assertThat(ForbiddenClassifier.isOfContent(List.of())).isFalse();
    }
}
