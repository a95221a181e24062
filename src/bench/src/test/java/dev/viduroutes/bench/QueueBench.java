package dev.viduroutes.bench;

import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.SandboxBroker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages a second from a queue to the reply when neither tasks nor limits take time: what the way itself costs, beside
 * a plain Camel route. Each case is a process of its own; broker and client are in this one, sandbox and S3 server in
 * another. The rounds of the cases take turns, so that all see the same machine.
 */
public final class QueueBench {

    private static final List<String> ALL = List.of("bare", "bare-transacted", "sqlite", "sqlite-memory", "postgresql");
    private static final int AT_ONCE = 50;
    private static final int UNLIMITED = 1_000_000;

    private final int messages = Integer.getInteger("vidu.bench.messages", 200);
    private final int rounds = Integer.getInteger("vidu.bench.rounds", 5);
    /** A task takes a millisecond. */
    private final Workload workload = new Workload(1, Duration.ofSeconds(1), 0, 1_000, UNLIMITED, UNLIMITED, 1);

    private final Report report;

    private QueueBench(Report report) {
        this.report = report;
    }

    public static void main(String[] arguments) throws Exception {
        try {
            new QueueBench(new Report("queue")).run();
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private void run() throws Exception {
        try (Jitter machine = new Jitter();
                Scratch folder = new Scratch("broker");
                Scratch memory = new Scratch(memory(), "vidu-bench");
                SandboxBroker broker = SandboxBroker.start(folder.folder(), Workload.KEY, Workload.KEY, Map.of());
                EmbeddedPostgres postgres = postgres();
                RemoteSandbox sandbox = new RemoteSandbox(workload);
                QueueClient client = new QueueClient(broker)) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            List<QueueCase> cases = start(settings(sandbox, broker), memory.folder(), url);
            try {
                measure(cases, client);
            } finally {
                close(cases);
            }
            check(sandbox.ledger(), (rounds + 2) * messages * cases.size());
            report.line(machine.text(), machine.values());
        }
    }

    /** Those that {@code vidu.bench.cases} names. */
    private static List<QueueCase> start(Map<String, String> settings, Path memory, String postgresql)
            throws IOException {
        List<String> asked =
                List.of(System.getProperty("vidu.bench.cases", "all").split(","));
        List<QueueCase> cases = new ArrayList<>();
        for (String name : ALL) {
            if (asked.contains(name) || asked.contains("all")) {
                cases.add(
                        switch (name) {
                            case "bare" -> new QueueCase(name, "bare", with(settings, "transacted", "false"));
                            case "bare-transacted" -> new QueueCase(name, "bare", with(settings, "transacted", "true"));
                            case "sqlite" -> new QueueCase(name, QueueHost.GATEWAY, settings);
                            case "sqlite-memory" ->
                                new QueueCase(
                                        name,
                                        QueueHost.GATEWAY,
                                        with(
                                                settings,
                                                "vidu.journal.url",
                                                "jdbc:sqlite:" + memory.resolve("journal.db")));
                            default ->
                                new QueueCase(name, QueueHost.GATEWAY, with(settings, "vidu.journal.url", postgresql));
                        });
            }
        }
        return cases;
    }

    private void measure(List<QueueCase> cases, QueueClient client) throws Exception {
        for (QueueCase each : cases) {
            each.warmUp(client, 2 * messages);
        }
        for (int round = 0; round < rounds; round++) {
            for (QueueCase each : cases) {
                each.run(client, messages);
            }
        }
        for (QueueCase each : cases) {
            each.report(report);
        }
    }

    /** Where files are in memory, if this system has such a folder: then what the disk takes is the difference. */
    private static Path memory() {
        Path folder = Path.of("/dev/shm");
        return Files.isDirectory(folder) ? folder : Path.of("target", "bench");
    }

    /** As durable as a real one; as it comes, the embedded server does not wait for its disk. */
    private static EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
    }

    /** Nothing waits but for its own work: no limit, no first delay, and a thread for each message. */
    private static Map<String, String> settings(RemoteSandbox sandbox, SandboxBroker broker) {
        String atOnce = Integer.toString(AT_ONCE);
        Map<String, String> settings = new HashMap<>(sandbox.settings());
        settings.put("vidu.intake.jms.enabled", "true");
        settings.put("vidu.intake.jms.url", broker.url());
        settings.put("vidu.intake.jms.user", Workload.KEY);
        settings.put("vidu.intake.jms.password", Workload.KEY);
        settings.put("vidu.intake.jms.consumers", atOnce);
        settings.put("vidu.limits.requests", Integer.toString(UNLIMITED));
        settings.put("vidu.limits.concurrent-tasks", atOnce);
        settings.put("vidu.poll.first-delay", "0s");
        settings.put("vidu.poll.interval", "10ms");
        settings.put("vidu.delivery.parallel", atOnce);
        settings.put("vidu.threads", atOnce);
        return settings;
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(key, value);
        return more;
    }

    private static void check(Ledger ledger, int sent) {
        if (ledger.tasks().size() != sent || ledger.refusals429() > 0) {
            throw new IllegalStateException("the sandbox accepted "
                    + ledger.tasks().size() + " tasks for " + sent + " messages, and refused " + ledger.refusals429());
        }
    }

    private static void close(List<QueueCase> cases) throws IOException {
        for (QueueCase each : cases) {
            each.close();
        }
    }
}
