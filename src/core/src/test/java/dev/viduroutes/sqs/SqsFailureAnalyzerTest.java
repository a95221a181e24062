package dev.viduroutes.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Each refusal of SQS names the setting, or the person, that can change it. */
class SqsFailureAnalyzerTest {

    @ParameterizedTest
    @CsvSource({
        "InvalidClientTokenId, The security token is invalid., vidu.intake.sqs.secret-key",
        "ExpiredToken, The token has expired., vidu.intake.sqs.secret-key",
        "SignatureDoesNotMatch, Credential should be scoped to a valid region., vidu.intake.sqs.region",
        "AWS.SimpleQueueService.NonExistentQueue, No such queue., vidu.intake.sqs.queue-url names no queue",
        "AccessDeniedException, Not authorized to perform sqs:receivemessage., somebody who may not do this",
        "KMS.DisabledException, The key is disabled., the queue's KMS key",
        "KmsAccessDenied, Not authorized to perform kms:Decrypt., the queue's KMS key",
        "RequestExpired, Request has expired., the clock of this machine",
        "OverLimit, Too many messages in flight., too many messages under way",
        "InvalidAddress, The address is not valid for this endpoint., vidu.intake.sqs.queue-url can't be used"
    })
    void whatSqsAnswersIsToldWithWhatCanBeChanged(String code, String message, String told) {
        assertThat(SqsFailureAnalyzer.why(SqsException.builder()
                        .message(message)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode(code)
                                .errorMessage(message)
                                .build())
                        .build()))
                .contains(told)
                .contains(message);
    }

    @Test
    void whatTheClientFindsOutItselfIsToldSo() {
        assertThat(SqsFailureAnalyzer.why(
                        SdkClientException.create("Unable to load credentials from any of the providers")))
                .contains("vidu.intake.sqs.access-key");
        assertThat(SqsFailureAnalyzer.why(
                        SdkClientException.create("failed", new SSLHandshakeException("who are you?"))))
                .contains("TLS", "vidu.intake.sqs.queue-url");
        assertThat(SqsFailureAnalyzer.why(SdkClientException.create("connection refused")))
                .contains("vidu.intake.sqs.queue-url");
    }
}
