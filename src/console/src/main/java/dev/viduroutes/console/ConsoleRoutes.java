package dev.viduroutes.console;

import dev.viduroutes.host.HostBeans;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.spending.BalanceFloors;
import dev.viduroutes.spending.SpendingGate;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** What the console can be asked. The beans of the routes are looked up when they are needed. */
final class ConsoleRoutes implements ConsoleServer.Pages {

    private final CamelContext context;
    private final Settings settings;

    ConsoleRoutes(CamelContext context, Settings settings) {
        this.context = context;
        this.settings = settings;
    }

    @Override
    public List<ConsoleRoute> routes(Vertx vertx, WorkerExecutor workers) {
        AboutPage about = new AboutPage(settings, Instant.now());
        MoneyPage money = new MoneyPage(
                settings,
                context.getRegistry().lookupByNameAndType("viduHostBeans", HostBeans.class),
                bean("viduSpendingGate", SpendingGate.class),
                bean("viduBalanceFloors", BalanceFloors.class));
        return List.of(
                ConsoleRoute.open(
                        HttpMethod.GET,
                        "/api/openapi.json",
                        request -> ConsoleAnswer.text("application/json", description())),
                ConsoleRoute.get("/api/about", request -> ConsoleAnswer.json(about.about())),
                ConsoleRoute.get("/api/money", money::answer));
    }

    private <T> Supplier<Optional<T>> bean(String name, Class<T> type) {
        return () -> Optional.ofNullable(context.getRegistry().lookupByNameAndType(name, type));
    }

    private static String description() throws IOException {
        try (InputStream file = ConsoleRoutes.class.getResourceAsStream("/vidu/console/openapi.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
