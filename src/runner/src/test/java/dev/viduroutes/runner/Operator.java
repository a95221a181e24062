package dev.viduroutes.runner;

import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import java.util.HashMap;
import java.util.Map;

/** Sets up a runner as an operator does, by environment variables, and starts it without those of this process. */
public final class Operator {

    private Operator() {}

    /**
     * @param more what a test wants otherwise
     * @return what makes a runner use a sandbox
     */
    public static Map<String, String> environment(Sandbox sandbox, String key, SandboxS3 s3, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "VIDU_API_KEY",
                key,
                "VIDU_API_BASE_URL",
                sandbox.baseUri().toString(),
                "VIDU_S3_BUCKET",
                s3.bucket(),
                "VIDU_S3_ENDPOINT",
                s3.endpoint().toString(),
                "VIDU_S3_ACCESS_KEY",
                key,
                "VIDU_S3_SECRET_KEY",
                key,
                "VIDU_DELIVERY_ALLOW_PRIVATE",
                "true",
                "VIDU_RETRY_FIRST_DELAY",
                "50ms"));
        // Much of the traffic of tests is refused for its content.
        environment.put("VIDU_MODERATION_LIMIT", "1000000");
        environment.putAll(more);
        return environment;
    }

    public static void equip(ProcessBuilder runner, Map<String, String> environment) {
        runner.environment().keySet().removeIf(name -> name.startsWith("VIDU_") || name.startsWith("AWS_"));
        runner.environment().putAll(environment);
    }
}
