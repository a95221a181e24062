package dev.viduroutes.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fetches the images of a request as the API does: from this machine, and by presigned links. Those of other hosts are taken for
 * fetchable, so that examples need no server.
 */
final class ImageFetcher {

    private static final int MAX_BYTES = 10_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /** What came of the images of one request. */
    record Fetched(Optional<String> failCode, List<String> sha256) {

        static final Fetched NOTHING = new Fetched(Optional.empty(), List.of());
    }

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Pictures pictures;

    ImageFetcher(Pictures pictures) {
        this.pictures = pictures;
    }

    Fetched fetch(GenerateRequest request) {
        List<String> hashes = new ArrayList<>();
        for (String url : request.images()) {
            if (isToFetch(url)) {
                Optional<byte[]> content = content(url);
                Optional<String> trouble = trouble(content);
                if (trouble.isPresent()) {
                    return new Fetched(trouble, List.copyOf(hashes));
                }
                hashes.add(pictures.keep(content.orElseThrow()));
            }
        }
        return new Fetched(Optional.empty(), List.copyOf(hashes));
    }

    private static boolean isToFetch(String url) {
        String host = URI.create(url).getHost();
        return host != null && LOOPBACK.contains(host) || url.contains("X-Amz-Signature=");
    }

    private Optional<byte[]> content(String url) {
        HttpRequest get =
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
        try {
            HttpResponse<InputStream> answer = http.send(get, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                return answer.statusCode() == 200 ? Optional.of(body.readNBytes(MAX_BYTES + 1)) : Optional.empty();
            }
        } catch (IOException unreachable) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<String> trouble(Optional<byte[]> content) {
        if (content.isEmpty()) {
            return Optional.of("INVALID_IMAGE_URL");
        } else if (content.get().length > MAX_BYTES) {
            return Optional.of("IMAGE_TOO_LARGE");
        }
        return Pictures.isPicture(content.get()) ? Optional.empty() : Optional.of("UNSUPPORTED_FORMAT");
    }
}
