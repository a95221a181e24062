package dev.viduroutes.console;

import dev.viduroutes.host.HostBeans;
import dev.viduroutes.journal.ReadOnlyJournal;
import dev.viduroutes.live.NowReader;
import dev.viduroutes.overview.BatchProgressReader;
import dev.viduroutes.overview.RequestReader;
import dev.viduroutes.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;

/** What a console can be asked that has the journal and no gateway: everything that only reads. */
final class JournalRoutes implements ConsoleServer.Pages {

    private static final String ALONE = "this console looks into the journal alone; ";

    private final Settings settings;
    private final HostBeans host;
    private final ReadOnlyJournal journal;
    private final Supplier<S3Client> bucket;

    JournalRoutes(Settings settings, HostBeans host, ReadOnlyJournal journal, Supplier<S3Client> bucket) {
        this.settings = settings;
        this.host = host;
        this.journal = journal;
        this.bucket = bucket;
    }

    @Override
    public List<ConsoleRoute> routes(Vertx vertx, WorkerExecutor workers) {
        InstantSource clock = InstantSource.system();
        NowReader now = new NowReader(journal, settings, clock);
        RequestPages requests = new RequestPages(
                new RequestReader(journal),
                new BatchProgressReader(journal, settings, clock),
                new Prompts(settings.console().prompts(), settings.intake().done()));
        ReadingRoutes reading = new ReadingRoutes(
                new AboutPage(settings, Instant.now(), false),
                new NowPage(settings, NowSource.ofJournal(now)),
                new MoneyPage(settings, host, new JournalMoney(now)),
                () -> requests,
                bucket);
        List<ConsoleRoute> all = new ArrayList<>(reading.routes(vertx, workers));
        all.add(ConsoleRoute.get("/api/dead-letters", request -> {
            throw new ConsoleRefusal(
                    ConsoleRefusal.UNAVAILABLE,
                    ALONE
                            + "the page Requests has those that failed, and the command replay --all --dry-run dead letters");
        }));
        List.of("/api/replay/plan", "/api/replay", "/api/pause", "/api/resume")
                .forEach(path -> all.add(ConsoleRoute.post(path, JournalRoutes::refuse)));
        return all;
    }

    private static ConsoleAnswer refuse(ConsoleRequest request) throws ConsoleRefusal {
        throw new ConsoleRefusal(
                ConsoleRefusal.FORBIDDEN, ALONE + "the commands replay, pause and resume change something");
    }
}
