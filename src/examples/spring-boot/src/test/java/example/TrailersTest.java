package example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.sandbox.junit.RunningSandbox;
import dev.viduroutes.sandbox.junit.ViduSandbox;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

@ViduSandbox
class TrailersTest {

    @Test
    void anApplicationMakesVideos(RunningSandbox sandbox) {
        String[] settings = sandbox.settings().entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);

        try (ConfigurableApplicationContext application = SpringApplication.run(TrailerApplication.class, settings)) {
            Trailers trailers = application.getBean(Trailers.class);

            assertThat(trailers.make("first", "A lighthouse").isStored()).isTrue();
            assertThat(trailers.make("first", "A lighthouse").isStored()).as("paid once").isTrue();
        }
        assertThat(sandbox.ledger().billedSecondsTotal()).isEqualTo(5);
    }
}
