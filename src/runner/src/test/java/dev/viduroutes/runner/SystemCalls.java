package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What strace wrote down of a process: syncs, renames and removals of files, and what was sent to whom, in their order. */
final class SystemCalls {

    private static final Pattern LINE = Pattern.compile("(\\d+) +(.*)");
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. (\\w+) resumed>(.*)");
    private static final int LENGTH = 4;
    private static final String UNFINISHED = " <unfinished ...>";
    private static final Pattern SYNC = Pattern.compile("f(?:data)?sync\\(\\d+<(.*)>\\) += 0.*");
    /** A link gives a file a name, too. */
    private static final Pattern RENAME = Pattern.compile("(?:rename|link)\\(\"(.*)\", \"(.*)\"\\) += 0");

    private static final Pattern RENAME_AT =
            Pattern.compile("renameat2?\\(\\w+<(.*?)>, \"(.*?)\", \\w+<(.*?)>, \"(.*?)\".*\\) += 0");
    private static final Pattern UNLINK = Pattern.compile("unlink\\(\"(.*)\"\\) += 0");
    /** Whom, and the first bytes of what, in hexadecimal. */
    private static final Pattern SENT =
            Pattern.compile("(?:write|writev|sendto|sendmsg)\\(\\d+<(TCP.*?\\])>, [^\"]*\"((?:\\\\x\\w\\w)*)\".*");

    private static final Pattern CONNECTION = Pattern.compile("TCP.*->.*:\\d+\\]");
    private static final Pattern HEX = Pattern.compile("\\\\x([0-9a-f]{2})");

    /** One call that ended well. */
    private record Call(String kind, String path, String target) {}

    private final List<Call> calls = new ArrayList<>();
    private final Path home;

    private SystemCalls(Path home) {
        this.home = home;
    }

    /** The command that writes them down; the calls of all threads, with the files that they are about. */
    static List<String> tracer(Path output) throws InterruptedException {
        requireStrace();
        return List.of(
                "strace",
                "-f",
                "--seccomp-bpf",
                "-yy",
                "-xx",
                "-s",
                "512",
                "-e",
                "trace=fsync,fdatasync,rename,renameat,renameat2,link,unlink,write,writev,sendto,sendmsg",
                "-o",
                output.toString());
    }

    private static void requireStrace() throws InterruptedException {
        try {
            Process strace = new ProcessBuilder("strace", "-V").start();
            assertThat(strace.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } catch (IOException missing) {
            fail("this test needs strace: install Debian's package strace, as .ci/run does");
        }
    }

    /** @param home where the process was started */
    static SystemCalls read(Path output, Path home) throws IOException {
        SystemCalls calls = new SystemCalls(home);
        Map<String, String> begun = new HashMap<>();
        for (String line : Files.readAllLines(output, StandardCharsets.ISO_8859_1)) {
            Matcher parts = LINE.matcher(line);
            if (parts.matches()) {
                calls.line(parts.group(1), parts.group(2), begun);
            }
        }
        return calls;
    }

    /** A call counts when it ended, but for what is sent: that counts when it began. */
    private void line(String thread, String text, Map<String, String> begun) {
        Matcher resumed = RESUMED.matcher(text);
        if (text.endsWith(UNFINISHED)) {
            String start = text.substring(0, text.length() - UNFINISHED.length());
            begun.put(thread, start);
            sent(start);
        } else if (resumed.matches()) {
            ended(begun.remove(thread) + resumed.group(2));
        } else {
            sent(text);
            ended(text);
        }
    }

    private void sent(String text) {
        Matcher sent = SENT.matcher(text);
        if (sent.matches()) {
            String connection = text(sent.group(1));
            if (CONNECTION.matcher(connection).matches()) {
                calls.add(new Call("send", connection, text(sent.group(2))));
            }
        }
    }

    private void ended(String call) {
        String text = text(call);
        Matcher sync = SYNC.matcher(text);
        Matcher rename = RENAME.matcher(text);
        Matcher renameAt = RENAME_AT.matcher(text);
        Matcher unlink = UNLINK.matcher(text);
        if (sync.matches()) {
            calls.add(new Call("sync", sync.group(1), ""));
        } else if (rename.matches()) {
            calls.add(new Call("rename", absolute(rename.group(1)), absolute(rename.group(2))));
        } else if (renameAt.matches()) {
            calls.add(new Call(
                    "rename",
                    renameAt.group(1) + "/" + renameAt.group(2),
                    renameAt.group(3) + "/" + renameAt.group(4)));
        } else if (unlink.matches()) {
            calls.add(new Call("unlink", absolute(unlink.group(1)), ""));
        }
    }

    private String absolute(String path) {
        return home.resolve(path).toString();
    }

    private static String text(String hex) {
        return HEX.matcher(hex)
                .replaceAll(
                        one -> Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(one.group(1), 16))));
    }

    /** @return when a file got its name */
    int named(Path file) {
        return find(0, call -> call.kind.equals("rename") && call.target.equals(file.toString()))
                .orElseThrow(() -> new AssertionError(file + " never got its name"));
    }

    /**
     * @return when both the content of a file and then its name were on disk
     * @throws AssertionError if its content was not synced before it got its name
     */
    int safe(Path file) {
        int named = named(file);
        if (!wasSynced(calls.get(named).path, named)) {
            throw new AssertionError(calls.get(named).path + " was not synced before it became " + file);
        }
        return find(
                        named,
                        call -> call.kind.equals("sync")
                                && call.path.equals(file.getParent().toString()))
                .orElseThrow(() -> new AssertionError("the folder of " + file + " was not synced"));
    }

    /** @return whether a file was synced before that, under this name or one that it had before */
    private boolean wasSynced(String file, int before) {
        return IntStream.range(0, before)
                .anyMatch(i ->
                        calls.get(i).kind.equals("sync") && calls.get(i).path.equals(file)
                                || calls.get(i).kind.equals("rename")
                                        && calls.get(i).target.equals(file)
                                        && wasSynced(calls.get(i).path, i));
    }

    /** @return when both a file that was written in its place and then its name were on disk */
    int safeInPlace(Path file) {
        int synced = find(0, call -> call.kind.equals("sync") && call.path.equals(file.toString()))
                .orElseThrow(() -> new AssertionError(file + " was not synced"));
        return find(
                        synced,
                        call -> call.kind.equals("sync")
                                && call.path.equals(file.getParent().toString()))
                .orElseThrow(() -> new AssertionError("the folder of " + file + " was not synced"));
    }

    /** @return when a file of this name was removed from a folder of taken ones */
    int removed(String name) {
        return find(
                        0,
                        call -> call.kind.equals("unlink")
                                && call.path.contains("/.taken-")
                                && call.path.endsWith("/" + name))
                .orElseThrow(() -> new AssertionError(name + " was never removed"));
    }

    /** @return when a file or a folder got another name, or was removed */
    int left(Path source) {
        return find(
                        0,
                        call -> !call.kind.equals("sync")
                                && !call.kind.equals("send")
                                && call.path.equals(source.toString()))
                .orElseThrow(() -> new AssertionError(source + " never left"));
    }

    /** @return whether a folder was synced after this and before that, if that is not negative */
    boolean isSynced(Path folder, int after, int before) {
        return find(after, call -> call.kind.equals("sync") && call.path.equals(folder.toString()))
                .filter(synced -> before < 0 || synced < before)
                .isPresent();
    }

    /**
     * What was sent to a server whose frames begin with their length in four bytes.
     *
     * @param at when
     * @param connection on which connection
     * @param bytes what, without the length
     */
    record Frame(int at, String connection, String bytes) {

        boolean begins(String bytes) {
            return this.bytes.startsWith(bytes);
        }
    }

    /** @return all frames that were sent to this port, the first first */
    List<Frame> sentTo(int port) {
        return IntStream.range(0, calls.size())
                .filter(i ->
                        calls.get(i).kind.equals("send") && calls.get(i).path.endsWith(":" + port + "]"))
                .boxed()
                .flatMap(i -> frames(i, calls.get(i)).stream())
                .toList();
    }

    /** Several may be sent at once; of long ones only the beginning was written down. */
    private static List<Frame> frames(int at, Call call) {
        List<Frame> frames = new ArrayList<>();
        String sent = call.target;
        int begin = 0;
        while (begin >= 0 && begin + LENGTH < sent.length()) {
            int length = 0;
            for (int i = 0; i < LENGTH; i++) {
                length = length << 8 | sent.charAt(begin + i);
            }
            int end = begin + LENGTH + Math.max(0, length);
            frames.add(new Frame(at, call.path, sent.substring(begin + LENGTH, Math.min(end, sent.length()))));
            begin = length <= 0 ? -1 : end;
        }
        return frames;
    }

    private Optional<Integer> find(int from, java.util.function.Predicate<Call> wanted) {
        return IntStream.range(from, calls.size())
                .filter(i -> wanted.test(calls.get(i)))
                .boxed()
                .findFirst();
    }
}
