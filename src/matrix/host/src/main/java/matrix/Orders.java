package matrix;

import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.VideoRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.CamelContext;

/** What a host is told: each line of its standard input is a prompt, and its end the end of the host. */
final class Orders {

    private Orders() {}

    static Properties settings(String file) throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            settings.load(reader);
        }
        return settings;
    }

    static void obey(CamelContext context) throws IOException {
        say("camel " + context.getVersion());
        BufferedReader prompts = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String prompt = prompts.readLine(); prompt != null; prompt = prompts.readLine()) {
            VideoRequest request = VideoRequest.textToVideo(prompt).duration(5).resolution("720p");
            Outcome outcome =
                    context.createProducerTemplate().requestBody("direct:vidu-generate", request, Outcome.class);
            say(outcome.failure().map(failure -> failure.code()).orElse(outcome.isStored() ? "STORED" : "neither"));
        }
    }

    private static void say(String what) {
        System.out.println("host: " + what);
    }
}
