package dev.viduroutes.demo;

import dev.viduroutes.request.TaskListener;
import dev.viduroutes.sandbox.FreePort;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxBroker;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * {@code ./mvnw -Psandbox}: the routes as users run them, against the sandbox and a real S3 server on this machine, with
 * the files of {@code config/samples}; two of them also through a message broker.
 */
public final class Demo {

    private static final String KEY = "sandbox-key";
    private static final int TOKEN_BYTES = 32;
    private static final double TIME_SCALE = 20;
    private static final Path SAMPLES = Path.of("config", "samples");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Properties settings = new Properties();
    private final Samples samples = new Samples(SAMPLES);
    private final LiveBoard board = new LiveBoard(System.out, System.console() != null);

    private Demo() throws IOException {
        try (InputStream overrides = Demo.class.getResourceAsStream("/vidu/application-sandbox.properties")) {
            settings.load(overrides);
        }
    }

    /** Ends with 0 after the samples if {@code -Dvidu.sandbox.exit=true} and each ended as expected, else with 1. */
    public static void main(String[] args) throws Exception {
        // The screen is the board's; what would be logged there goes to a file.
        System.setProperty("logback.configurationFile", "logback-demo.xml");
        boolean exit = Boolean.getBoolean("vidu.sandbox.exit");
        System.exit(new Demo().run(exit) ? 0 : 1);
    }

    private boolean run(boolean exit) throws Exception {
        SandboxHome home = SandboxHome.empty(Path.of(settings.getProperty("vidu.home")));
        String bucket = settings.getProperty("vidu.s3.bucket");
        try (Sandbox api = Sandbox.builder().apiKey(KEY).timeScale(TIME_SCALE).start();
                SandboxS3 s3 = SandboxS3.start(home.objects(), bucket, 0, KEY, KEY);
                SandboxBroker broker =
                        SandboxBroker.start(home.messages(), QueueDemo.USER, QueueDemo.PASSWORD, Map.of());
                QueueDemo queue = new QueueDemo(broker)) {
            QueueDemo.configure(settings, broker);
            settings.setProperty("vidu.api.base-url", api.baseUri().toString());
            settings.setProperty("vidu.api.key", KEY);
            settings.setProperty("vidu.s3.endpoint", s3.endpoint().toString());
            settings.setProperty("vidu.s3.access-key", KEY);
            settings.setProperty("vidu.s3.secret-key", KEY);
            String console = console();
            board.say("Console      " + console);
            Main routes = routes();
            routes.start();
            try {
                boolean asExpected = samples(home, api, broker, queue);
                if (!exit) {
                    watch(home, api, routes);
                }
                return asExpected;
            } finally {
                routes.stop();
            }
        }
    }

    /** With a token of this run: also here a page of somebody else could ask, and whoever is logged in to this machine. */
    private String console() {
        int port = FreePort.or(Integer.parseInt(settings.getProperty("vidu.console.port")));
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        settings.setProperty("vidu.console.port", Integer.toString(port));
        settings.setProperty("vidu.console.token", token);
        return "http://127.0.0.1:" + port + "/#token=" + token;
    }

    private boolean samples(SandboxHome home, Sandbox api, SandboxBroker broker, QueueDemo queue) throws Exception {
        board.say("Sandbox API  " + api.baseUri() + "/sandbox   (time runs " + (int) TIME_SCALE + " times faster)");
        board.say("Requests     " + home.inbox() + "   (drop *.json, *.csv, *.jsonl and *.txt here)");
        board.say("Broker       " + broker.url() + "   (user " + QueueDemo.USER + ", password " + QueueDemo.PASSWORD
                + ")");
        board.say("");
        board.begin();
        samples.copyTo(home.inbox());
        queue.send(SAMPLES);
        boolean asExpected = board.await(samples.expected(), PATIENCE);
        board.summary(samples.expected());
        asExpected &= queue.showReplies(board, PATIENCE);
        board.say("Videos       " + home.objects().resolve(settings.getProperty("vidu.s3.bucket")));
        board.say("Reports      " + home.done());
        board.say("Dead letters " + home.deadLetters());
        board.say("Log          " + home.folder().resolve("vidu-routes.log"));
        return asExpected;
    }

    /** Ctrl-C is camel-main's to hear: it waits a minute for a context that nobody stops. */
    private void watch(SandboxHome home, Sandbox api, Main routes) throws InterruptedException {
        board.say("Ledger       " + api.baseUri() + "/sandbox/ledger");
        board.say("");
        board.say("Watching " + home.inbox() + " until Ctrl-C.");
        routes.getShutdownStrategy().await();
    }

    private Main routes() {
        Main main = dev.viduroutes.runner.Main.runner();
        main.setOverrideProperties(settings);
        main.bind("demoBoard", (TaskListener) board);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport runner) {
                // A real key or URL in the environment must never be used here.
                PropertiesComponent properties =
                        (PropertiesComponent) runner.getCamelContext().getPropertiesComponent();
                properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
            }
        });
        return main;
    }
}
