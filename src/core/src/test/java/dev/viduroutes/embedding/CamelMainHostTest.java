package dev.viduroutes.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.ViduRoutes;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.sandbox.junit.RunningSandbox;
import dev.viduroutes.sandbox.junit.ViduSandbox;
import java.util.Properties;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.junit.jupiter.api.Test;

/** Hosts that run on camel-main, which loads much by itself. */
@ViduSandbox
class CamelMainHostTest {

    private static final String DOCUMENT = """
            {"input": {"mode": "text-to-video", "prompt": "from camel-main", "duration": 2}}""";

    private final RunningSandbox sandbox;

    CamelMainHostTest(RunningSandbox sandbox) {
        this.sandbox = sandbox;
    }

    private static Main main() {
        Main main = new Main();
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport runner) {
                ((PropertiesComponent) runner.getCamelContext().getPropertiesComponent())
                        .setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
            }
        });
        return main;
    }

    @Test
    void theJarAloneChangesNothing() throws Exception {
        Main main = main();
        main.start();

        assertThat(main.getCamelContext().getRoutes()).isEmpty();
        assertThat(main.getCamelContext().getRegistry().lookupByName("viduPool"))
                .isNull();
        main.stop();
    }

    @Test
    void aBuilderOfRoutesBringsThem() throws Exception {
        Main main = main();
        main.setInitialProperties(sandbox.settings());
        main.configure().addRoutesBuilder(ViduRoutes.class);

        assertGenerates(main);
    }

    @Test
    void aPropertyBringsThemToo() throws Exception {
        Main main = main();
        Properties properties = sandbox.settings();
        properties.setProperty("camel.beans.viduRoutes", "#class:dev.viduroutes.ViduRoutes");
        main.setOverrideProperties(properties);

        assertGenerates(main);
    }

    private static void assertGenerates(Main main) throws Exception {
        main.start();
        Outcome outcome = main.getCamelTemplate().requestBody("direct:vidu-generate", DOCUMENT, Outcome.class);
        main.stop();

        assertThat(outcome.isStored()).isTrue();
    }
}
