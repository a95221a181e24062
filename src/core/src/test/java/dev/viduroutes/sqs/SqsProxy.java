package dev.viduroutes.sqs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy before a server that speaks SQS: the connection can be cut and restored, and calls of one kind can be made to fail. */
public final class SqsProxy implements AutoCloseable {

    /** How a call fails. */
    enum Fault {
        /** Answered 500; the server hears nothing of it. */
        REFUSED(500, "InternalError", "We encountered an internal error. Please try again."),
        /** Answered as Amazon answers those who have no permission. */
        DENIED(403, "AccessDeniedException", "User is not authorized to perform this action."),
        /** Answered as Amazon answers keys that do not exist. */
        UNKNOWN_KEY(403, "InvalidClientTokenId", "The security token included in the request is invalid."),
        /** Answered as Amazon answers a message that is longer than its queue takes, attributes included. */
        TOO_LONG(
                400,
                "InvalidParameterValue",
                "One or more parameters are invalid. Reason: Message must be shorter than 262144 bytes."),
        /** The server does what it is asked, and nobody hears that it did. */
        UNANSWERED(0, "", ""),
        /** Nobody answers until such calls are healed; then the server does what it was asked. */
        HUNG(0, "", "");

        private final int status;
        private final String code;
        private final String message;

        Fault(int status, String code, String message) {
            this.status = status;
            this.code = code;
            this.message = message;
        }

        private byte[] body() {
            return "{\"__type\": \"com.amazonaws.sqs#%s\", \"message\": \"%s\"}"
                    .formatted(code, message)
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private static final String ACTION = "X-Amz-Target";

    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> faulted = new ConcurrentHashMap<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int target;
    private final int port;
    private HttpServer proxy;

    private SqsProxy(int target) throws IOException {
        this.target = target;
        open(0);
        port = proxy.getAddress().getPort();
    }

    public static SqsProxy to(SqsServer server) throws IOException {
        return new SqsProxy(server.port());
    }

    /** @return the same queue by way of this line */
    public String url(String queue) {
        return queue.replace(":" + target + "/", ":" + port + "/");
    }

    private void open(int on) throws IOException {
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), on), 0);
        proxy.setExecutor(threads);
        proxy.createContext("/", this::forward);
        proxy.start();
    }

    /** Breaks off what is under way; from now on nobody answers. */
    public void cut() {
        proxy.stop(0);
    }

    public void mend() throws IOException {
        open(port);
    }

    /** @param action such as {@code DeleteMessage}; batches of it, too */
    void fail(String action, Fault fault) {
        faulted.put(action, new AtomicInteger());
        faults.put(action, fault);
    }

    /** Calls of this kind succeed again. */
    void heal(String action) {
        synchronized (faults) {
            faults.remove(action);
            faults.notifyAll();
        }
    }

    /** @return calls of this kind that failed since they were made to */
    int failed(String action) {
        return faulted.get(action).get();
    }

    private void forward(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        String action = action(call);
        Fault fault = faults.get(action);
        if (fault != null) {
            faulted.get(action).incrementAndGet();
        }
        if (fault != null && fault.status > 0) {
            answer(call, fault.status, fault.body());
            return;
        }
        awaitHealing(action);
        HttpResponse<byte[]> answer = ask(call, body);
        if (fault == Fault.UNANSWERED) {
            throw new IOException("the answer is lost");
        }
        answer(call, answer.statusCode(), answer.body());
    }

    private void awaitHealing(String action) throws IOException {
        synchronized (faults) {
            while (faults.get(action) == Fault.HUNG) {
                try {
                    faults.wait();
                } catch (InterruptedException stopped) {
                    throw new IOException(stopped);
                }
            }
        }
    }

    private static String action(HttpExchange call) {
        return call.getRequestHeaders()
                .getFirst(ACTION)
                .replace("AmazonSQS.", "")
                .replace("Batch", "");
    }

    private HttpResponse<byte[]> ask(HttpExchange call, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target + "/"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : new String[] {ACTION, "Content-Type", "Authorization"}) {
            request.header(name, call.getRequestHeaders().getFirst(name));
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    private static void answer(HttpExchange call, int status, byte[] body) throws IOException {
        try (call) {
            call.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            call.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            call.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        cut();
        threads.shutdownNow();
    }
}
