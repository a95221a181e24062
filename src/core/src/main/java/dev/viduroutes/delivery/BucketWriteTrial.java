package dev.viduroutes.delivery;

import dev.viduroutes.check.CheckResult;
import dev.viduroutes.settings.S3Settings;
import dev.viduroutes.settings.Settings;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.util.ObjectHelper;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Tells whether videos could be stored: asks for the bucket, and writes the object that the gateway writes before its first submit. */
public final class BucketWriteTrial {

    private final CamelContext context;
    private final Settings settings;

    /** @param context that has the store, and the route that writes the object */
    public BucketWriteTrial(CamelContext context, Settings settings) {
        this.context = context;
        this.settings = settings;
    }

    /** @throws dev.viduroutes.settings.SettingsException if there is no such bucket, no credentials, or if it is in another region */
    public CheckResult check() {
        S3Settings s3 = settings.s3();
        VideoStore store = context.getRegistry().lookupByNameAndType("viduStore", VideoStore.class);
        String place = "bucket " + s3.bucket() + " at " + store.place();
        BucketCheck.check(context, settings);
        if (!s3.writeCheck()) {
            return CheckResult.warning(place + ": nothing was written, since vidu.s3.write-check is false");
        }
        Optional<Exception> trouble = new BucketWriteCheck(context).get();
        return trouble.map(why -> CheckResult.failed(place + " can't be written: " + why(s3, why)))
                .orElseGet(() ->
                        CheckResult.ok(place + " takes objects; " + new ObjectKeys(settings).check() + " shows it"));
    }

    private static String why(S3Settings s3, Exception trouble) {
        boolean answered = ObjectHelper.getException(S3Exception.class, trouble) != null;
        return S3FailureAnalyzer.why(s3, trouble)
                + (answered ? "" : "; look at vidu.s3.endpoint, vidu.proxy.url and what the network lets out");
    }
}
