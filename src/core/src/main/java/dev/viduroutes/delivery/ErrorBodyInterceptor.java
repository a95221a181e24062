package dev.viduroutes.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Keeps the body of an error response, of which AWS's client keeps only code and message: it may tell where the bucket is. */
final class ErrorBodyInterceptor implements ExecutionInterceptor {

    /** S3's own take a few hundred. */
    private static final int LONGEST = 16 * 1024;

    private static final ExecutionAttribute<SdkBytes> BODY = new ExecutionAttribute<>("ViduErrorBody");

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse answer, ExecutionAttributes attributes) {
        if (answer.httpResponse().isSuccessful() || answer.responseBody().isEmpty()) {
            return answer.responseBody();
        }
        try (InputStream body = answer.responseBody().get()) {
            byte[] bytes = body.readNBytes(LONGEST);
            attributes.putAttribute(BODY, SdkBytes.fromByteArray(bytes));
            return Optional.of(new ByteArrayInputStream(bytes));
        } catch (IOException brokenOff) {
            throw new UncheckedIOException(brokenOff);
        }
    }

    @Override
    public Throwable modifyException(Context.FailedExecution call, ExecutionAttributes attributes) {
        SdkBytes body = attributes.getAttribute(BODY);
        if (body == null || !(call.exception() instanceof S3Exception answer) || answer.awsErrorDetails() == null) {
            return call.exception();
        }
        return answer.toBuilder()
                .awsErrorDetails(
                        answer.awsErrorDetails().toBuilder().rawResponse(body).build())
                .build();
    }
}
