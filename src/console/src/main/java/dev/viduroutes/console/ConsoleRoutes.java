package dev.viduroutes.console;

import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.host.HostBeans;
import dev.viduroutes.journal.ReadOnlyJournal;
import dev.viduroutes.live.LiveView;
import dev.viduroutes.network.Network;
import dev.viduroutes.overview.BatchProgressReader;
import dev.viduroutes.overview.RequestReader;
import dev.viduroutes.replay.Replay;
import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.spending.BalanceFloors;
import dev.viduroutes.spending.SpendingGate;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import software.amazon.awssdk.services.s3.S3Client;

/** What the console can be asked. The beans of the routes are looked up when they are needed. */
final class ConsoleRoutes implements ConsoleServer.Pages {

    private final CamelContext context;
    private final Settings settings;
    private Optional<VideoStore> readers = Optional.empty();

    ConsoleRoutes(CamelContext context, Settings settings) {
        this.context = context;
        this.settings = settings;
    }

    @Override
    public List<ConsoleRoute> routes(Vertx vertx, WorkerExecutor workers) {
        boolean mayChange = settings.console().replay();
        ReplayPages replay = new ReplayPages(settings, bean("viduReplay", Replay.class), InstantSource.system());
        PausePages pause = new PausePages(
                mayChange,
                settings.accounts().stream().map(AccountSettings::name).toList(),
                context.createProducerTemplate());
        ReadingRoutes reading = new ReadingRoutes(
                new AboutPage(settings, Instant.now(), mayChange),
                new NowPage(settings, NowSource.ofGateway(bean("viduLiveView", LiveView.class))),
                money(),
                this::requests,
                this::bucket);
        List<ConsoleRoute> all = new ArrayList<>(reading.routes(vertx, workers));
        all.addAll(List.of(
                ConsoleRoute.get("/api/dead-letters", replay::deadLetters),
                ConsoleRoute.post("/api/replay/plan", replay::plan),
                ConsoleRoute.post("/api/replay", replay::confirm),
                ConsoleRoute.post("/api/pause", pause::pause),
                ConsoleRoute.post("/api/resume", pause::resume)));
        return all;
    }

    private <T> Supplier<T> bean(String name, Class<T> type) {
        return () -> context.getRegistry().lookupByNameAndType(name, type);
    }

    /** Made once a video is asked for: most consoles show none. */
    private synchronized S3Client bucket() {
        if (readers.isEmpty()) {
            readers = Optional.of(VideoStore.ofReaders(
                    settings,
                    bean("viduHostBeans", HostBeans.class).get(),
                    bean("viduNetwork", Network.class).get(),
                    VideoBytes.MOST));
        }
        return readers.get().client();
    }

    @Override
    public synchronized void close() {
        readers.ifPresent(VideoStore::close);
        readers = Optional.empty();
    }

    private MoneyPage money() {
        return new MoneyPage(
                settings,
                bean("viduHostBeans", HostBeans.class).get(),
                new GatewayMoney(
                        settings,
                        bean("viduSpendingGate", SpendingGate.class),
                        bean("viduBalanceFloors", BalanceFloors.class)));
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
}
