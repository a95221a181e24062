package dev.viduroutes.sqs;

import dev.viduroutes.check.CheckResult;
import dev.viduroutes.network.Network;
import dev.viduroutes.outage.IntakeWatchdogs;
import dev.viduroutes.settings.Settings;
import org.apache.camel.CamelContext;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Tells whether SQS knows the gateway and has the queue; receives no message, since that would count. */
public final class SqsCheck {

    private static final int FORBIDDEN = 403;

    private SqsCheck() {}

    public static CheckResult check(CamelContext context, Settings settings, Network network, IntakeWatchdogs watches) {
        SqsBeans.bind(context, settings, network, watches);
        String queue = settings.sqs().queueUrl().toString();
        try {
            SqsComponents.client(context)
                    .getQueueAttributes(ask -> ask.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN));
            return CheckResult.ok("queue=" + queue + " is there");
        } catch (AwsServiceException answer) {
            String why = "queue=" + queue + ": " + SqsFailureAnalyzer.why(answer);
            // The gateway itself needs no right to do this.
            return isOnlyForbidden(answer)
                    ? CheckResult.warning(why + "; whether it may be received from is not known")
                    : CheckResult.failed(why);
        } catch (SdkException silence) {
            return CheckResult.failed("queue=" + queue + ": " + SqsFailureAnalyzer.why(silence));
        }
    }

    private static boolean isOnlyForbidden(AwsServiceException answer) {
        return answer.statusCode() == FORBIDDEN
                && answer.awsErrorDetails() != null
                && String.valueOf(answer.awsErrorDetails().errorCode()).startsWith("AccessDenied");
    }
}
