package dev.viduroutes.callback;

import dev.viduroutes.check.CheckResult;
import dev.viduroutes.network.Network;
import dev.viduroutes.server.BoundedHttpServer;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls the public URL as the API would, with a signature that only this gateway makes, and a body that changes nothing. A gateway that
 * runs answers; else this does.
 */
public final class CallbackCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    /** Of a request that nobody makes: ids of requests are longer or have no dots alone. */
    private static final String NOBODY = "vidu-check";

    private static final Pattern PATH = Pattern.compile("/vidu/callback/" + NOBODY + "/1/([A-Za-z0-9_-]{43})");
    /** What a genuine call is answered that has no task in it; one that is not genuine is not found. */
    private static final int GENUINE = 400;

    private static final int NOT_FOUND = 404;

    private final Settings settings;
    private final Network network;
    private final CallbackUrls urls;

    public CallbackCheck(Settings settings, Network network) {
        this.settings = settings;
        this.network = network;
        urls = new CallbackUrls(settings);
    }

    /** @throws SettingsException if it can't listen, for another reason than that somebody does */
    public CheckResult check() throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx();
        try {
            Optional<BoundedHttpServer> own = listen(vertx);
            try {
                return judge(call(), own.isPresent());
            } catch (IOException silence) {
                return CheckResult.failed(place() + " can't be reached from here ("
                        + silence.getClass().getSimpleName()
                        + "); look at the name, the reverse proxy and the firewall");
            } finally {
                own.ifPresent(BoundedHttpServer::stop);
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** @return none if somebody listens there already, a gateway perhaps */
    private Optional<BoundedHttpServer> listen(Vertx vertx) {
        try {
            return Optional.of(
                    BoundedHttpServer.start(vertx, settings.callback().server(), this::answer));
        } catch (SettingsException taken) {
            if (taken.getMessage().contains(settings.callback().server().prefix() + "port is ")) {
                return Optional.empty();
            }
            throw taken;
        }
    }

    private void answer(HttpServerRequest call) {
        Matcher path = PATH.matcher(String.valueOf(call.path()));
        boolean genuine = path.find() && urls.isGenuine(NOBODY, 1, path.group(1));
        call.response().setStatusCode(genuine ? GENUINE : NOT_FOUND).end();
    }

    private int call() throws IOException, InterruptedException {
        URI url = URI.create(urls.of(settings.accounts().get(0).name(), NOBODY, 1));
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .sslContext(network.tls().anonymous())
                .build();
        HttpRequest call = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return client.send(call, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private String place() {
        return "vidu.callback.public-url=" + settings.callback().publicUrl().orElseThrow();
    }

    private CheckResult judge(int status, boolean own) {
        if (status == GENUINE) {
            return CheckResult.ok(place() + " leads to " + (own ? "this machine" : "a gateway with this secret"));
        }
        String who = own
                ? "somebody else; it must lead to "
                        + settings.callback().server().url()
                : "something that does not know vidu.callback.secret, and another process has port "
                        + settings.callback().server().port() + "; it must be a gateway with this secret";
        return CheckResult.failed(place() + " answers " + status + ", so it leads to " + who);
    }
}
