package dev.viduroutes.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskListener;
import dev.viduroutes.route.GatewayTest;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** The intake folder as a queue: order, names that come again, files that change. */
class FolderQueueTest extends GatewayTest {

    private static final Duration SETTLE = Duration.ofMillis(300);
    private static final int PLACES = 2;

    private final List<String> admitted = new CopyOnWriteArrayList<>();

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.intake.file.settle", SETTLE.toMillis() + "ms");
        settings.setProperty("vidu.limits.concurrent-tasks", String.valueOf(PLACES));
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        camel.getRegistry().bind("admissions", new TaskListener() {
            @Override
            public void stepped(Task task) {
                if (task.submits() == 0) {
                    admitted.add(task.request().source().name());
                }
            }

            @Override
            public void settled(Outcome outcome) {
                // Only the order of admission matters here.
            }
        });
        return camel;
    }

    @Test
    void aFileThatIsBeingWrittenIsNotReadBeforeItIsComplete() throws Exception {
        byte[] whole = request("written slowly").getBytes(UTF_8);
        Files.createDirectories(inbox());
        Path file = inbox().resolve("slow.json");
        List<Integer> lengths = new ArrayList<>(List.of(0));
        Files.createFile(file);

        await().pollInterval(SETTLE.dividedBy(3)).until(() -> {
            int from = lengths.get(lengths.size() - 1);
            int to = Math.min(whole.length, from + 10);
            Files.write(file, Arrays.copyOfRange(whole, from, to), StandardOpenOption.APPEND);
            lengths.add(to);
            assertThat(admitted).isEmpty();
            return to == whole.length;
        });

        awaitDone("slow.json");
        assertThat(names(deadLetters())).isEmpty();
        assertThat(ledger().submits()).hasSize(1);
    }

    @Test
    void whatASlowWriterAddsLateIsInTheDeadLetter() throws Exception {
        Path file = inbox().resolve("late.json");
        try (OutputStream writer = Files.newOutputStream(file)) {
            writer.write("no request".getBytes(UTF_8));
            awaitDeadLetter("late.json");
            writer.write(", and no end".getBytes(UTF_8));
        }

        assertThat(deadLetters().resolve("late.json")).hasContent("no request, and no end");
        assertThat(names(inbox())).isEmpty();
    }

    @Test
    void tenGigabytesOfNothingAreMovedAndNotCopied() throws Exception {
        Path file = inbox().resolve(".sparse");
        try (FileChannel sparse = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            sparse.write(ByteBuffer.wrap(new byte[] {1}), 10L << 30);
        }
        Object inode = Files.getAttribute(file, "unix:ino");
        Files.move(file, inbox().resolve("sparse.json"));

        String reason = awaitDeadLetter("sparse.json").at("/failure/message").asText();

        assertThat(reason).contains("vidu.request.max-bytes");
        assertThat(Files.getAttribute(deadLetters().resolve("sparse.json"), "unix:ino"))
                .isEqualTo(inode);
    }

    @Test
    void theOldestFileIsTakenFirstHoweverManyWait() throws Exception {
        Instant past = Instant.now().minusSeconds(1_000);
        List<String> oldestFirst = new ArrayList<>();
        Path aside = Files.createDirectories(home.resolve("aside"));
        for (int i = 0; i < 12; i++) {
            // Names and order of creation say the opposite of the modification times.
            String name = "f" + (char) ('z' - i) + ".json";
            oldestFirst.add(name);
            Path file = Files.writeString(aside.resolve(name), request("in order sandbox:fast"));
            Files.setLastModifiedTime(file, FileTime.from(past.plusSeconds(i)));
        }
        context().getRouteController().suspendRoute("vidu-intake-file");
        for (String name : oldestFirst) {
            Files.move(aside.resolve(name), inbox().resolve(name));
        }
        context().getRouteController().resumeRoute("vidu-intake-file");

        awaitEmptyInbox();

        for (int i = 0; i < oldestFirst.size(); i++) {
            assertThat(admitted.indexOf(oldestFirst.get(i)))
                    .as("%s among %s", oldestFirst.get(i), admitted)
                    .isBetween(i - PLACES + 1, i + PLACES - 1);
        }
        assertThat(ledger().largestConcurrentTasks()).isLessThanOrEqualTo(PLACES);
    }

    @Test
    void filesDatedInTheFutureDoNotHoldUpTheOthers() throws Exception {
        for (int i = 0; i < 2 * PLACES; i++) {
            Path file = drop(".future" + i, request("from the future"));
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(3_600)));
            Files.move(file, inbox().resolve("future-" + i + ".json"));
        }
        drop("today.json", request("of today"));

        awaitDone("today.json");
        awaitEmptyInbox();
    }

    @Test
    void whatIsKeptOfANameIsMovedAsideWhenTheNameComesAgain() throws Exception {
        for (int i = 0; i < 3; i++) {
            drop("again.json", request("again " + i + " sandbox:fast"));
            awaitEmptyInbox();
            drop("again.json", "broken " + i);
            awaitEmptyInbox();
        }

        assertThat(contents(done(), "again.json(\\.\\d{8}-.*)?"))
                .containsExactlyInAnyOrder(
                        request("again 0 sandbox:fast"),
                        request("again 1 sandbox:fast"),
                        request("again 2 sandbox:fast"));
        assertThat(contents(deadLetters(), "again.json(\\.\\d{8}-.*)?"))
                .containsExactlyInAnyOrder("broken 0", "broken 1", "broken 2");
        assertThat(names(done())).hasSize(6);
        assertThat(names(deadLetters())).hasSize(6);
    }

    @Test
    void theSameContentUnderTwoNamesIsTwoVideos() throws Exception {
        drop("one.json", request("twins sandbox:fast"));
        drop("two.json", request("twins sandbox:fast"));

        String one = awaitDone("one.json").at("/videos/0/key").asText();
        String two = awaitDone("two.json").at("/videos/0/key").asText();

        assertThat(one).isNotEqualTo(two);
        assertThat(ledger().tasksFor("twins")).hasSize(2);
    }

    @Test
    void aFileThatReplacesOneInFlightIsARequestOfItsOwn() throws Exception {
        drop("shot.json", request("first edition"));
        await().until(() -> !ledger().tasksFor("first edition").isEmpty());

        Path second = Files.writeString(home.resolve("second"), request("second edition"));
        Files.move(second, inbox().resolve("shot.json"), StandardCopyOption.ATOMIC_MOVE);

        await().untilAsserted(
                        () -> assertThat(ledger().tasksFor("second edition")).hasSize(1));
        awaitEmptyInbox();
        assertThat(contents(done(), "shot.json(\\.\\d{8}-.*)?"))
                .containsExactlyInAnyOrder(request("first edition"), request("second edition"));
        assertThat(ledger().submitsFor("first edition")).isEqualTo(1);
    }

    private static List<String> contents(Path folder, String pattern) throws Exception {
        List<String> contents = new ArrayList<>();
        for (String name : names(folder)) {
            if (name.matches(pattern)) {
                contents.add(Files.readString(folder.resolve(name)));
            }
        }
        return contents;
    }
}
