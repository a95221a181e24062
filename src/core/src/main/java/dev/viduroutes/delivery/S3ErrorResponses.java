package dev.viduroutes.delivery;

import dev.viduroutes.failure.SanitizedText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Reads error responses of S3: code, message, and where the bucket is. */
final class S3ErrorResponses {

    private static final int LONGEST_MESSAGE = 300;
    private static final String REGION_HEADER = "x-amz-bucket-region";
    private static final String REGION = "([a-zA-Z0-9-]{1,50})";
    private static final Pattern ELEMENT = Pattern.compile("<Region>\\s*" + REGION + "\\s*</Region>");
    private static final Pattern EXPECTING = Pattern.compile("expecting (?:'|&apos;|&#39;|\"|&quot;)" + REGION);
    /** {@code bucket.s3.eu-west-1.amazonaws.com}, {@code s3-eu-west-1…}, {@code s3.dualstack.eu-west-1…}. */
    private static final Pattern ENDPOINT = Pattern.compile(
            "<Endpoint>[^<]*?\\bs3(?:-fips|-accesspoint)?[.-](?:dualstack\\.|website[.-])?([a-z]{2}(?:-[a-z]+)+-\\d+)\\.amazonaws\\.[^<]*</Endpoint>");

    private S3ErrorResponses() {}

    /** @return S3's word for it, empty if there is none */
    static String code(S3Exception answer) {
        return details(answer).map(AwsErrorDetails::errorCode).orElse("");
    }

    /** @return status, code and message in one line */
    static String summary(S3Exception answer) {
        String message = details(answer).map(AwsErrorDetails::errorMessage).orElse("");
        String summary = answer.statusCode() + " " + code(answer) + (message.isEmpty() ? "" : ": " + message);
        return SanitizedText.of(summary.strip(), LONGEST_MESSAGE);
    }

    /** @return all that it says */
    static String text(S3Exception answer) {
        return summary(answer) + " " + body(answer);
    }

    /** @return where the bucket is, if the answer tells it in any of S3's ways */
    static Optional<String> region(S3Exception answer) {
        return details(answer)
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(S3ErrorResponses::region)
                .or(() -> first(ELEMENT, body(answer)))
                .or(() -> first(EXPECTING, text(answer)))
                .or(() -> first(ENDPOINT, body(answer)));
    }

    /** @return where the bucket is, if the head of the answer tells it */
    static Optional<String> region(SdkHttpResponse answer) {
        return answer.firstMatchingHeader(REGION_HEADER).map(String::strip).filter(region -> region.matches(REGION));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static String body(S3Exception answer) {
        return details(answer)
                .map(AwsErrorDetails::rawResponse)
                .map(SdkBytes::asByteArrayUnsafe)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }

    private static Optional<AwsErrorDetails> details(S3Exception answer) {
        return Optional.ofNullable(answer.awsErrorDetails());
    }
}
