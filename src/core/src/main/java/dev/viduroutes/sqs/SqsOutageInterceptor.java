package dev.viduroutes.sqs;

import dev.viduroutes.outage.IntakeWatchdog;
import dev.viduroutes.outage.OutageLog;
import dev.viduroutes.settings.SqsSettings;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/** Logs the intake's calls that fail: each kind needs a permission of its own, and may fail alone. */
final class SqsOutageInterceptor implements ExecutionInterceptor {

    private final IntakeWatchdog intake;
    private final Map<Class<? extends SdkRequest>, OutageLog> watches;

    SqsOutageInterceptor(SqsSettings settings, IntakeWatchdog intake) {
        this.intake = intake;
        String queue = "intake=sqs queue=" + settings.queueUrl();
        watches = Map.of(
                ChangeMessageVisibilityBatchRequest.class,
                        OutageLog.ofBroker(
                                queue + " action=ChangeMessageVisibility",
                                "messages are seen again while they are under way, and reported more than once"),
                DeleteMessageRequest.class,
                        OutageLog.ofBroker(
                                queue + " action=DeleteMessage",
                                "messages stay in the queue, and are reported again and again"));
    }

    @Override
    public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
        if (call.request() instanceof ReceiveMessageRequest) {
            intake.works();
        }
        watch(call.request()).ifPresent(OutageLog::available);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution call, ExecutionAttributes attributes) {
        if (!isTrouble(call.request(), call.exception())) {
            return;
        }
        String why = SqsFailureAnalyzer.why(call.exception());
        if (call.request() instanceof ReceiveMessageRequest) {
            intake.failed(why);
        }
        watch(call.request()).ifPresent(watch -> watch.unavailable(why));
    }

    /**
     * A stop breaks off what is under way; a message that somebody received again is that one's to delete; and that
     * nobody answers is logged once, not for each kind.
     */
    private static boolean isTrouble(SdkRequest request, Throwable failure) {
        if (failure instanceof AbortedException || failure instanceof ReceiptHandleIsInvalidException) {
            return false;
        }
        return request instanceof ReceiveMessageRequest || failure instanceof AwsServiceException;
    }

    private Optional<OutageLog> watch(SdkRequest request) {
        return Optional.ofNullable(watches.get(request.getClass()));
    }
}
