package dev.viduroutes.kafka;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.viduroutes.sandbox.FreePort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An authorization server that gives signed tokens to one client (RFC 6749, 4.4); all of them sign with the same key. */
final class TokenServer implements AutoCloseable {

    static final String ISSUER = "https://login.example";
    static final String AUDIENCE = "kafka.example";

    private static final KeyPair KEYS = keys();

    private final int port = FreePort.next();
    private final String client;
    private final String secret;
    private final Duration life;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    TokenServer(String client, String secret, Duration life) {
        this.client = client;
        this.secret = secret;
        this.life = life;
    }

    /** Starts it, again perhaps. */
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/token", this::grant);
        server.createContext("/keys", exchange -> answer(exchange, 200, publicKey()));
        server.start();
    }

    String keysUrl() {
        return "http://127.0.0.1:" + port + "/keys";
    }

    String url() {
        return "http://127.0.0.1:" + port + "/token";
    }

    /** @return the bodies of all requests that were granted */
    List<String> asked() {
        return asked;
    }

    private void grant(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String login = "Basic " + base64(client + ":" + secret);
        if (login.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            asked.add(body);
            answer(exchange, 200, "{\"token_type\": \"Bearer\", \"access_token\": \"" + token() + "\"}");
        } else {
            answer(exchange, 401, "{\"error\": \"invalid_client\"}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String token() {
        Instant now = Instant.now();
        String claims =
                "{\"iss\": \"%s\", \"aud\": \"%s\", \"sub\": \"%s\", \"scope\": \"kafka\", \"iat\": %d, \"exp\": %d}"
                        .formatted(
                                ISSUER,
                                AUDIENCE,
                                client,
                                now.getEpochSecond(),
                                now.plus(life).getEpochSecond());
        String signed = urlBase64("{\"alg\": \"RS256\", \"kid\": \"test\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + urlBase64(claims.getBytes(StandardCharsets.UTF_8));
        return signed + "." + urlBase64(signature(signed));
    }

    private static byte[] signature(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KEYS.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException unable) {
            throw new AssertionError(unable);
        }
    }

    private static String publicKey() {
        RSAPublicKey key = (RSAPublicKey) KEYS.getPublic();
        return "{\"keys\": [{\"kty\": \"RSA\", \"kid\": \"test\", \"alg\": \"RS256\", \"n\": \"%s\", \"e\": \"%s\"}]}"
                .formatted(
                        urlBase64(key.getModulus().toByteArray()),
                        urlBase64(key.getPublicExponent().toByteArray()));
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException unable) {
            throw new AssertionError(unable);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String urlBase64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
