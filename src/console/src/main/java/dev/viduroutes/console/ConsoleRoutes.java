package dev.viduroutes.console;

import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.host.HostBeans;
import dev.viduroutes.journal.ReadOnlyJournal;
import dev.viduroutes.live.LiveView;
import dev.viduroutes.overview.BatchProgressReader;
import dev.viduroutes.overview.RequestReader;
import dev.viduroutes.replay.Replay;
import dev.viduroutes.request.Video;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.spending.BalanceFloors;
import dev.viduroutes.spending.SpendingGate;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
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
        NowPage now = new NowPage(settings, bean("viduLiveView", LiveView.class));
        EventStreams events = new EventStreams(vertx, workers, now::event);
        AboutPage about = new AboutPage(settings, Instant.now());
        MoneyPage money = money();
        Supplier<VideoStore> store = bean("viduStore", VideoStore.class);
        VideoBytes videos = new VideoBytes(() -> store.get().client(), vertx);
        ReplayPages replay = new ReplayPages(settings, bean("viduReplay", Replay.class), InstantSource.system());
        PausePages pause = new PausePages(settings.console().replay(), context.createProducerTemplate());
        return List.of(
                ConsoleRoute.open(
                        HttpMethod.GET,
                        "/api/openapi.json",
                        request -> ConsoleAnswer.text("application/json", description())),
                ConsoleRoute.get("/api/about", request -> ConsoleAnswer.json(about.about())),
                ConsoleRoute.get("/api/now", request -> ConsoleAnswer.json(now.now())),
                ConsoleRoute.get("/api/now/events", request -> events.answer()),
                ConsoleRoute.get("/api/calls", now::calls),
                ConsoleRoute.get("/api/requests", request -> requests().list(request)),
                ConsoleRoute.get("/api/requests/{id}", request -> requests().one(request)),
                ConsoleRoute.get("/api/requests/{id}/video/{n}", request -> video(request, requests(), videos)),
                ConsoleRoute.get("/api/batches", request -> requests().batches(request)),
                ConsoleRoute.get("/api/batches/{id}", request -> requests().batch(request)),
                ConsoleRoute.get(
                        "/api/batches/{id}/failed", request -> requests().failedRows(request)),
                ConsoleRoute.get("/api/videos", request -> requests().videos(request)),
                ConsoleRoute.get("/api/dead-letters", replay::deadLetters),
                ConsoleRoute.get("/api/money", money::answer),
                ConsoleRoute.post("/api/replay/plan", replay::plan),
                ConsoleRoute.post("/api/replay", replay::confirm),
                ConsoleRoute.post("/api/pause", pause::pause),
                ConsoleRoute.post("/api/resume", pause::resume));
    }

    private <T> Supplier<T> bean(String name, Class<T> type) {
        return () -> context.getRegistry().lookupByNameAndType(name, type);
    }

    private MoneyPage money() {
        HostBeans host = bean("viduHostBeans", HostBeans.class).get();
        return new MoneyPage(
                settings,
                host,
                bean("viduSpendingGate", SpendingGate.class),
                bean("viduBalanceFloors", BalanceFloors.class));
    }

    /** For each call: a context that starts anew has another journal. */
    private RequestPages requests() {
        ReadOnlyJournal journal =
                bean("viduReadOnlyJournal", ReadOnlyJournal.class).get();
        InstantSource clock = bean("viduTime", InstantSource.class).get();
        return new RequestPages(
                new RequestReader(journal),
                new BatchProgressReader(journal, settings, clock),
                new Prompts(settings.console().prompts(), settings.intake().done()));
    }

    private static ConsoleAnswer video(ConsoleRequest request, RequestPages requests, VideoBytes bytes)
            throws SQLException, ConsoleRefusal {
        List<Video> videos = requests.find(request.place("id")).videos();
        String number = request.place("n");
        if (!number.matches("[1-9]\\d{0,3}") || Integer.parseInt(number) > videos.size()) {
            throw ConsoleRefusal.notFound("this request has no video of this number");
        }
        boolean download = request.parameter("download").filter("true"::equals).isPresent();
        return bytes.answer(
                videos.get(Integer.parseInt(number) - 1),
                Optional.ofNullable(request.headers().get("Range")),
                download ? request.place("id") + "-" + number + ".mp4" : "");
    }

    private static String description() throws IOException {
        try (InputStream file = ConsoleRoutes.class.getResourceAsStream("/vidu/console/openapi.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
