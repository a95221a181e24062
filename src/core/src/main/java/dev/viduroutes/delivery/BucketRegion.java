package dev.viduroutes.delivery;

import dev.viduroutes.settings.S3Settings;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Whether the bucket is where the settings say. */
final class BucketRegion {

    private static final Pattern OF_AWS = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
    /** Amazon's words for a request that went to the wrong region. */
    private static final Set<String> WRONG_REGION = Set.of(
            "PermanentRedirect",
            "TemporaryRedirect",
            "AuthorizationHeaderMalformed",
            "IllegalLocationConstraintException");

    private static final int REDIRECTION = 3;

    private BucketRegion() {}

    /** @return what is wrong with {@code vidu.s3.region}, if this refusal tells another one */
    static Optional<String> mistake(S3Settings s3, S3Exception answer) {
        Optional<String> told = S3ErrorResponses.region(answer);
        boolean becauseOfIt =
                answer.statusCode() / 100 == REDIRECTION || WRONG_REGION.contains(S3ErrorResponses.code(answer));
        return becauseOfIt ? told.flatMap(region -> mistake(s3.region(), s3, region)) : mistake(s3, told);
    }

    /**
     * The same for an answer that is not a refusal because of the region. Servers other than AWS take any region, and call
     * theirs {@code auto} or {@code default}: that proves nothing.
     */
    static Optional<String> mistake(S3Settings s3, Optional<String> told) {
        return told.filter(region -> OF_AWS.matcher(region).matches())
                .filter(region -> OF_AWS.matcher(s3.region()).matches())
                .flatMap(region -> mistake(s3.region(), s3, region));
    }

    private static Optional<String> mistake(String configured, S3Settings s3, String told) {
        return configured.equals(told)
                ? Optional.empty()
                : Optional.of("vidu.s3.region is " + configured + "; the bucket " + s3.bucket() + " is in " + told
                        + ", set vidu.s3.region=" + told + " (AWS_REGION does not count)");
    }
}
