package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The sandbox as people start it: the one file, with nothing else on the class path. */
class SandboxJarIT {

    private static final String KEY = "key-of-the-jar";

    @TempDir
    private Path folder;

    @Test
    void itServesVideosAndKeepsObjects() throws Exception {
        Path log = folder.resolve("log");
        Process sandbox = java(log, "--port=0", "--s3-port=0", "--key=" + KEY, "--s3-folder=" + folder, "--scale=1000");
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.readString(log).contains("S3 server") || !sandbox.isAlive());
            List<String> lines = Files.readAllLines(log);
            Caller caller = new Caller(address("listens at", lines), KEY);
            byte[] video = caller.download(caller.results(caller.accepted("a fox sandbox:fast"))
                            .get(0))
                    .body();
            put(video, address("S3 server", lines));
            assertThat(folder.resolve("vidu-sandbox/fox.mp4")).hasBinaryContent(video);
        } finally {
            sandbox.destroy();
            sandbox.waitFor();
        }
    }

    @Test
    void aWrongOptionEndsItWithExitCode2() throws Exception {
        assertThat(java(folder.resolve("log"), "--scale=0").waitFor()).isEqualTo(2);
    }

    private static Process java(Path log, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-jar", System.getProperty("vidu.test.sandbox")));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static URI address(String label, List<String> lines) {
        return lines.stream()
                .filter(line -> line.strip().startsWith(label))
                .map(line -> URI.create(
                        line.strip().substring(label.length()).strip().split(" ")[0]))
                .findFirst()
                .orElseThrow(() -> new AssertionError("it printed " + lines));
    }

    private static void put(byte[] video, URI endpoint) {
        try (S3Client client = S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY)))
                .build()) {
            client.putObject(request -> request.bucket("vidu-sandbox").key("fox.mp4"), RequestBody.fromBytes(video));
        }
    }
}
