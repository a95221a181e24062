package dev.viduroutes.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An S3 server in path style that has demands: it refuses what a real bucket's policy or lock would refuse. */
public final class RestrictiveBucket implements AutoCloseable {

    /** What the server thinks of a call. */
    public interface Rule {
        Optional<Refusal> judge(Call call);
    }

    /** A call as it came in; names of headers in lower case. */
    public record Call(String method, String path, Map<String, String> headers) {

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        public boolean isWrite() {
            return method.equals("PUT");
        }
    }

    /** An answer that is no success. */
    public record Refusal(int status, String body, Map<String, String> headers) {

        public static Refusal of(int status, String code, String message) {
            return new Refusal(
                    status,
                    "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>",
                    Map.of("Content-Type", "application/xml"));
        }
    }

    /** What was stored. */
    public record Stored(Call call, byte[] content) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final Map<String, Rule> rules = new ConcurrentHashMap<>();

    public RestrictiveBucket() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Writes are refused unless they have this header. */
    public static Rule demanding(String header, String value, Refusal else_) {
        return call -> call.isWrite() && !call.header(header).equals(value) ? Optional.of(else_) : Optional.empty();
    }

    public RestrictiveBucket rule(Rule rule) {
        rules.put("only", rule);
        return this;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** By path: {@code /bucket/key}. */
    public Map<String, Stored> objects() {
        return new TreeMap<>(objects);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange http) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        http.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.get(0)));
        Call call = new Call(http.getRequestMethod(), http.getRequestURI().toString(), headers);
        byte[] body = http.getRequestBody().readAllBytes();
        calls.add(call);
        Optional<Refusal> refusal = Optional.ofNullable(rules.get("only")).flatMap(rule -> rule.judge(call));
        if (refusal.isPresent()) {
            refusal.get().headers().forEach(http.getResponseHeaders()::add);
            send(http, refusal.get().status(), refusal.get().body());
            return;
        }
        if (call.isWrite()) {
            objects.put(call.path(), new Stored(call, content(call, body)));
            http.getResponseHeaders().add("ETag", "\"0123456789abcdef0123456789abcdef\"");
        }
        send(http, 200, "");
    }

    private static void send(HttpExchange http, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean none = bytes.length == 0 || http.getRequestMethod().equals("HEAD");
        http.sendResponseHeaders(status, none ? -1 : bytes.length);
        if (!none) {
            http.getResponseBody().write(bytes);
        }
        http.close();
    }

    /** AWS's client sends signed bodies in chunks over plain http. */
    private static byte[] content(Call call, byte[] body) {
        if (!call.header("x-amz-content-sha256").startsWith("STREAMING-")) {
            return body;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; ) {
            int end = at;
            while (body[end] != '\r') {
                end++;
            }
            String line = new String(body, at, end - at, StandardCharsets.US_ASCII);
            int length = Integer.parseInt(line.split(";")[0], 16);
            if (length == 0) {
                break;
            }
            content.write(body, end + 2, length);
            at = end + 2 + length + 2;
        }
        return content.toByteArray();
    }

    /** @return the keys of what was stored, without the bucket */
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        objects.keySet().forEach(path -> keys.add(path.substring(path.indexOf('/', 1) + 1)));
        return keys;
    }
}
