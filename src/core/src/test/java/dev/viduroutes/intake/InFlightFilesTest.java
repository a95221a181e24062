package dev.viduroutes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.settings.SettingResolver;
import dev.viduroutes.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** At most two files in flight, and a clock that the test moves; a file settles after two seconds, a truncated one after a minute. */
class InFlightFilesTest {

    private static final String WHOLE = "{\"input\": {}}";
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Duration INCOMPLETE = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(30);

    @TempDir
    private Path inbox;

    private final CamelContext camel = new DefaultCamelContext();
    private Settings settings;
    private InFlightFiles inFlight;
    private long nanos;

    @BeforeEach
    void twoPlaces() {
        Properties values = new Properties();
        values.setProperty("vidu.api.key", "key");
        values.setProperty("vidu.s3.bucket", "bucket");
        values.setProperty("vidu.limits.concurrent-tasks", "2");
        values.setProperty("vidu.intake.file.directory", inbox.toString());
        values.setProperty("vidu.intake.file.settle", SETTLE.toSeconds() + "s");
        camel.getPropertiesComponent().setOverrideProperties(values);
        SettingResolver.addTo(camel, Map.of());
        settings = Settings.of(camel);
        inFlight = process();
    }

    private InFlightFiles process() {
        return new InFlightFiles(
                IntakeFolder.ofRequests(settings), settings, new DurableFiles(), Instant::now, () -> nanos);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private Path drop(String name, String content) throws Exception {
        return Files.writeString(inbox.resolve(name), content);
    }

    private static GenericFile<File> found(Path path) {
        GenericFile<File> found = new GenericFile<>();
        found.setFileNameOnly(path.getFileName().toString());
        found.setAbsoluteFilePath(path.toString());
        return found;
    }

    /** One poll, as the file consumer does it. @return whether the file was taken */
    private Exchange poll(Path path) {
        Exchange exchange = new DefaultExchange(camel);
        boolean considered = inFlight.accept(found(path)) && inFlight.add(path.toString());
        if (considered && !inFlight.acquireExclusiveReadLock(null, found(path), exchange)) {
            inFlight.remove(path.toString());
        }
        return exchange;
    }

    private static boolean isTaken(Exchange exchange) {
        return exchange.getVariable("viduTakenFile") != null;
    }

    private boolean take(Path path) {
        return isTaken(poll(path));
    }

    private boolean takeSettled(Path path) {
        take(path);
        pass(SETTLE);
        return take(path);
    }

    private List<String> names() throws Exception {
        List<String> names = new ArrayList<>();
        try (Stream<Path> all = Files.walk(inbox)) {
            all.filter(file -> !file.equals(inbox))
                    .map(file -> file.getFileName().toString().replaceFirst("^(\\.taken-).*", "$1"))
                    .sorted()
                    .forEach(names::add);
        }
        return names;
    }

    @Test
    void aFileHasOnePlaceUntilItIsReleased() throws Exception {
        Path a = drop("a.json", WHOLE);
        Path b = drop("b.json", WHOLE);
        Path c = drop("c.json", WHOLE);

        assertThat(takeSettled(a)).isTrue();
        assertThat(takeSettled(b)).isTrue();
        assertThat(takeSettled(c)).isFalse();
        assertThat(inFlight.inUse()).isEqualTo(2);
        inFlight.remove(a.toString());
        assertThat(take(c)).isTrue();
    }

    @Test
    void onlyWhatIsTakenCountsHoweverManyAreListed() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(inFlight.add(drop("listed" + i, WHOLE).toString())).isTrue();
        }

        assertThat(inFlight.inUse()).isZero();
    }

    @Test
    void onlyThisProcesssLooksTellWhetherAFileIsComplete() throws Exception {
        for (String time : List.of("1980-01-01T00:00:00Z", "2099-01-01T00:00:00Z")) {
            Path file = drop("dated.json", WHOLE);
            FileTime modified = FileTime.from(Instant.parse(time));
            Files.setLastModifiedTime(file, modified);

            assertThat(take(file)).isFalse();
            pass(SETTLE.minusNanos(1));
            assertThat(take(file)).isFalse();
            // It grows, and a file server sets the time back.
            Files.writeString(file, " ", StandardOpenOption.APPEND);
            Files.setLastModifiedTime(file, modified);
            pass(Duration.ofNanos(1));
            assertThat(take(file)).isFalse();
            pass(SETTLE);
            assertThat(take(file)).isTrue();
            inFlight.remove(file.toString());
            Files.delete(Path.of(taken().get(0).toString()));
        }
    }

    private List<Path> taken() throws Exception {
        try (Stream<Path> all = Files.walk(inbox)) {
            return all.filter(file -> file.getParent().getFileName().toString().startsWith(".taken-"))
                    .filter(file -> !file.endsWith(".lock"))
                    .toList();
        }
    }

    @Test
    void aFileThatIsWrittenAnewAtTheSameLengthIsNotCompleteBeforeItSettledAgain() throws Exception {
        Path file = drop("rewritten.json", WHOLE.replace('{', ' '));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        take(file);
        pass(SETTLE.minusNanos(1));
        drop("rewritten.json", WHOLE);
        Files.setLastModifiedTime(file, FileTime.fromMillis(2_000));

        assertThat(take(file)).isFalse();
        pass(SETTLE.minusNanos(1));
        assertThat(take(file)).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(take(file)).isTrue();
    }

    @Test
    void aTruncatedDocumentWaitsInItsPlaceWithoutTakingOne() throws Exception {
        Path file = drop("slow.json", "{\"input\"");

        assertThat(takeSettled(file)).isFalse();
        assertThat(names()).contains("slow.json");
        assertThat(inFlight.inUse()).isZero();
        pass(INCOMPLETE.minus(SETTLE).minusNanos(1));
        assertThat(take(file)).isFalse();
        // A change starts it anew.
        drop("slow.json", "{\"input\":");
        assertThat(take(file)).isFalse();
        pass(INCOMPLETE.minusNanos(1));
        assertThat(take(file)).isFalse();
        pass(Duration.ofNanos(1));

        assertThat(take(file)).as("to be refused").isTrue();
    }

    @Test
    void aDocumentThatBecomesCompleteIsTakenOnceItSettled() throws Exception {
        Path file = drop("slow.json", "");
        assertThat(takeSettled(file)).isFalse();

        drop("slow.json", WHOLE);

        assertThat(takeSettled(file)).isTrue();
    }

    /** Whoever opens a pipe waits for its other end. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatIsSwappedInBetweenLookAndMoveIsNotOpened() throws Exception {
        Path secret = Files.writeString(inbox.resolve("secret"), "{\"secret\": 1}");
        Path file = drop("swapped.json", WHOLE);
        take(file);
        pass(SETTLE);
        inFlight.accept(found(file));
        Files.delete(file);
        Files.createSymbolicLink(file, secret);
        assertThat(acquire(file)).isFalse();
        assertThat(file).isSymbolicLink();

        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        assertThat(acquire(file)).isFalse();
        assertThat(names()).contains("swapped.json");
        assertThat(secret).hasContent("{\"secret\": 1}");
    }

    private boolean acquire(Path file) {
        Exchange exchange = new DefaultExchange(camel);
        return inFlight.acquireExclusiveReadLock(null, found(file), exchange) || isTaken(exchange);
    }

    @Test
    void aFileThatWasReplacedSinceTheLookIsNotTaken() throws Exception {
        Path file = drop("replaced.json", WHOLE);
        take(file);
        pass(SETTLE);
        inFlight.accept(found(file));
        drop("replaced.json", WHOLE + "  ");

        assertThat(acquire(file)).isFalse();
        assertThat(file).hasContent(WHOLE + "  ");
        assertThat(takeSettled(file)).isTrue();
    }

    @Test
    void oneOfTheSameNameWaitsUntilTheFirstIsDone() throws Exception {
        Path file = drop("same.json", "{\"first\": 1}");
        takeSettled(file);
        drop("same.json", "{\"second\": 2}");

        assertThat(takeSettled(file)).isFalse();
        inFlight.remove(file.toString());
        assertThat(take(file)).isTrue();
        // The first was not removed: it is not written over.
        assertThat(taken()).hasSize(2);
    }

    @Test
    void whatEndedWellLeavesNothingAndWhatDidNotIsBack() throws Exception {
        Path good = drop("good.json", WHOLE);
        Path bad = drop("bad.json", WHOLE);
        FileTime time = Files.getLastModifiedTime(bad);
        take(good);
        take(bad);
        pass(SETTLE);
        Exchange done = poll(good);
        Exchange failed = poll(bad);

        inFlight.releaseExclusiveReadLockOnCommit(null, found(good), done);
        inFlight.releaseExclusiveReadLockOnRollback(null, found(bad), failed);
        inFlight.remove(good.toString());
        inFlight.remove(bad.toString());

        assertThat(names()).containsExactly("bad.json");
        assertThat(Files.getLastModifiedTime(bad)).isEqualTo(time);
    }

    @Test
    void aFileWhoseNameIsTakenWhenItComesBackWaitsForThatOne() throws Exception {
        Path file = drop("back.json", "{\"first\": 1}");
        take(file);
        pass(SETTLE);
        Exchange failed = poll(file);
        drop("back.json", "{\"second\": 2}");

        inFlight.releaseExclusiveReadLockOnRollback(null, found(file), failed);
        inFlight.remove(file.toString());
        assertThat(takeSettled(file)).isTrue();
        inFlight.upkeep();
        pass(LEASE);
        inFlight.upkeep();

        assertThat(file).hasContent("{\"first\": 1}");
    }

    @Test
    void whatAProcessLeftThatShowsNoLifeIsTakenUpByAnother() throws Exception {
        Path file = drop("orphan.json", WHOLE);
        takeSettled(file);
        InFlightFiles other = process();

        other.upkeep();
        pass(LEASE.dividedBy(2));
        inFlight.upkeep();
        other.upkeep();
        pass(LEASE.minusNanos(1));
        other.upkeep();
        assertThat(file).doesNotExist();
        pass(LEASE);
        other.upkeep();

        assertThat(names()).containsExactly("orphan.json");
    }

    @Test
    void whatAProcessLeftThatDiedIsTakenUpAtOnce() throws Exception {
        Path left = Files.createDirectory(inbox.resolve(".taken-of-a-dead-process"));
        Files.createFile(left.resolve(".lock"));
        Files.writeString(left.resolve("orphan.json"), WHOLE);

        inFlight.upkeep();

        assertThat(names()).containsExactly("orphan.json");
    }

    @Test
    void aFolderThatIsALinkIsNoneThatAProcessLeft() throws Exception {
        Path elsewhere = Files.createDirectory(inbox.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("report.json"), "kept");
        Files.createSymbolicLink(inbox.resolve(".taken-swapped"), elsewhere);

        inFlight.upkeep();
        pass(LEASE);
        inFlight.upkeep();

        assertThat(elsewhere.resolve("report.json")).hasContent("kept");
    }

    @Test
    void aFolderThatIsNotTheProcesssOwnAnyMoreIsNotUsed() throws Exception {
        Path first = drop("first.json", WHOLE);
        Path second = drop("second.json", WHOLE);
        take(second);
        takeSettled(first);
        Path own = taken().get(0).getParent();
        Path elsewhere = Files.createDirectory(inbox.resolve("elsewhere"));
        Files.move(own, inbox.resolve("moved-away"));
        Files.createSymbolicLink(own, elsewhere);

        assertThat(take(second)).isTrue();

        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void anotherFolderOfItsNameIsNotUsedEither() throws Exception {
        Path first = drop("first.json", WHOLE);
        Path second = drop("second.json", WHOLE);
        take(second);
        takeSettled(first);
        Path own = taken().get(0).getParent();
        Files.move(own, inbox.resolve("moved-away"));
        Files.createDirectory(own);

        assertThat(take(second)).isFalse();
        assertThat(own).isEmptyDirectory();
        assertThat(second).hasContent(WHOLE);
        pass(Duration.ofSeconds(1));
        assertThat(take(second)).as("into a new one").isTrue();

        assertThat(own).isEmptyDirectory();
    }

    @Test
    void whatCanNotBeReadIsToldOnceAndTriedAgainEverMoreSeldom() throws Exception {
        Path file = drop("bro\nken.json", WHOLE);
        FileStabilityTracker stability = new FileStabilityTracker(settings.intake(), () -> nanos);
        List<Integer> tries = new ArrayList<>();
        try (LogTrap log = LogTrap.of("vidu.intake", Level.INFO)) {
            stability.observe(file);
            pass(SETTLE);
            for (int second = 0; second < 100; second++) {
                stability.observe(file);
                if (stability.isDue(file)) {
                    tries.add(second);
                    stability.failed(file, new IOException("Input/output error"));
                }
                pass(Duration.ofSeconds(1));
            }
            assertThat(tries).containsExactly(0, 1, 3, 7, 15, 31, 61, 91);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("bro%0Aken.json can't be read: java.io.IOException: Input/output error");
            stability.taken(file);
            assertThat(log.lines().get(1)).contains("can be read again");
        }
    }

    @Test
    void aBatchThatGrowsForEverIsNeverTakenAndHoldsUpNoOther() throws Exception {
        inFlight = new InFlightFiles(
                IntakeFolder.ofBatches(inbox, List.of(".csv"), 1),
                settings,
                new DurableFiles(),
                Instant::now,
                () -> nanos);
        Path growing = drop("grows.csv", "prompt\n");
        for (int polls = 0; polls < 500; polls++) {
            assertThat(take(growing)).isFalse();
            Files.writeString(growing, "row\n", StandardOpenOption.APPEND);
            pass(SETTLE);
        }

        assertThat(inFlight.inUse()).isZero();
        assertThat(takeSettled(drop("whole.csv", "prompt\nsea\n"))).isTrue();
    }

    @Test
    void aBatchWhoseLastLineHasNoEndWaitsALittleForItAndAnEmptyOneAsLongAsAnEmptyRequest() throws Exception {
        inFlight = new InFlightFiles(
                IntakeFolder.ofBatches(inbox, List.of(".csv"), 2),
                settings,
                new DurableFiles(),
                Instant::now,
                () -> nanos);

        assertThat(takeSettled(drop("whole.csv", "prompt\nsea\n"))).isTrue();
        Path begun = drop("begun.csv", "prompt\nse");
        assertThat(takeSettled(begun)).isFalse();
        pass(SETTLE);
        assertThat(take(begun)).isFalse();
        pass(SETTLE);
        assertThat(take(begun)).isTrue();
        inFlight.clear();
        Path empty = drop("empty.csv", "");
        assertThat(takeSettled(empty)).isFalse();
        pass(Duration.ofSeconds(57));
        assertThat(take(empty)).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(take(empty)).isTrue();
    }

    /** A null stands for what the encoding of the machine does not have. */
    @Test
    void aNameThatCanNotBeWrittenHereHoldsUpNobody() {
        GenericFile<File> found = new GenericFile<>();
        found.setFileNameOnly("a\0.json");
        found.setAbsoluteFilePath(inbox + "/a\0.json");

        assertThat(inFlight.accept(found)).isFalse();
    }

    @Test
    void aFileLongerThanARequestIsReadNoFurtherThanThat() throws Exception {
        Path file = inbox.resolve("sparse.json");
        try (FileChannel sparse = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            sparse.write(java.nio.ByteBuffer.wrap(new byte[] {' '}), 10L << 30);
        }
        take(file);
        pass(SETTLE);

        TakenFile taken = poll(file).getVariable("viduTakenFile", TakenFile.class);

        assertThat(taken.beginning()).hasSize(256 * 1024 + 1);
        assertThat(TakenFile.isVast(taken)).isTrue();
    }
}
