package dev.viduroutes.bench;

import dev.viduroutes.ViduRoutes;
import dev.viduroutes.callback.CallbackServer;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** The routes in a Camel context, as a host embeds them, with a journal and folders of their own. */
final class Gateway implements AutoCloseable {

    private final Scratch home = new Scratch("home");
    private final CamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;
    private final List<CompletableFuture<Exchange>> sent = new ArrayList<>();

    /** @param settings what differs from the defaults */
    Gateway(Map<String, String> settings) throws Exception {
        Properties values = new Properties();
        values.setProperty("vidu.home", home.folder().toString());
        values.setProperty("vidu.intake.file.enabled", "false");
        values.setProperty("vidu.api.key", Workload.KEY);
        values.setProperty("vidu.delivery.allow-private", "true");
        values.setProperty("vidu.shutdown.timeout", "5s");
        values.putAll(settings);
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setOverrideProperties(values);
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        context.getShutdownStrategy().setTimeout(10);
        try {
            ViduRoutes.addTo(context);
            Settings read = context.getRegistry().lookupByNameAndType("viduSettings", Settings.class);
            if (read.api().callbacks()) {
                CallbackServer.addTo(context, read);
            }
            context.start();
        } catch (Exception refused) {
            close();
            throw refused;
        }
        template = context.createProducerTemplate();
    }

    /** The limits and waits of the product, as long as the workload's scale makes them. */
    static Map<String, String> pace(Workload workload) {
        return Map.of(
                "vidu.limits.requests", Integer.toString(workload.requests()),
                "vidu.limits.window", millis(workload, Workload.WINDOW),
                "vidu.limits.concurrent-tasks", Integer.toString(workload.slots()),
                "vidu.retry.first-delay", millis(workload, Duration.ofSeconds(1)),
                "vidu.retry.max-delay", millis(workload, Duration.ofSeconds(60)),
                "vidu.poll.first-delay", millis(workload, Duration.ofSeconds(60)),
                "vidu.poll.interval", millis(workload, Duration.ofSeconds(5)),
                "vidu.task.timeout", millis(workload, Duration.ofMinutes(30)));
    }

    /** Hands a request over; no thread waits for it. */
    void send(int number, String prompt) {
        send(number, "default", prompt);
    }

    /** Like {@link #send(int, String)}, with one of the accounts. */
    void send(int number, String account, String prompt) {
        String document = """
                {"request_id": "request-%d", "account": "%s", "input": {"mode": "text-to-video", "prompt": "%s", "duration": 1}}""".formatted(number, account, prompt);
        sent.add(template.asyncSend(
                "direct:vidu-generate", exchange -> exchange.getMessage().setBody(document)));
    }

    /** Waits until every request is settled. */
    void await(Duration longest) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(longest.toMillis(), TimeUnit.MILLISECONDS);
        long lost = sent.stream().filter(exchange -> !isStored(exchange.join())).count();
        if (lost > 0) {
            throw new IllegalStateException(lost + " of " + sent.size() + " requests did not end in a stored video");
        }
    }

    /** @return requests whose video is stored by now */
    long stored() {
        return sent.stream()
                .filter(exchange -> exchange.isDone() && isStored(exchange.join()))
                .count();
    }

    /** @return a bean of the routes */
    <T> T bean(String name, Class<T> type) {
        return context.getRegistry().lookupByNameAndType(name, type);
    }

    private static boolean isStored(Exchange exchange) {
        return exchange.getException() == null
                && exchange.getMessage().getBody() instanceof Outcome outcome
                && outcome.isStored();
    }

    private static String millis(Workload workload, Duration vendors) {
        return Math.max(100, workload.scaled(vendors).toMillis()) + "ms";
    }

    @Override
    public void close() throws IOException {
        context.stop();
        home.close();
    }
}
