package dev.viduroutes.console;

import dev.viduroutes.console.ConsoleWorkers.Kind;
import dev.viduroutes.request.Video;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;

/** The calls of a console that read the journal and the bucket alone: with a gateway and without one they are the same. */
final class ReadingRoutes implements ConsoleServer.Pages {

    private final AboutPage about;
    private final NowPage now;
    private final MoneyPage money;
    private final Supplier<RequestPages> requests;
    private final Supplier<S3Client> bucket;

    /**
     * @param requests asked for with each call
     * @param bucket asked for with each video
     */
    ReadingRoutes(
            AboutPage about, NowPage now, MoneyPage money, Supplier<RequestPages> requests, Supplier<S3Client> bucket) {
        this.about = about;
        this.now = now;
        this.money = money;
        this.requests = requests;
        this.bucket = bucket;
    }

    @Override
    public List<ConsoleRoute> routes(Vertx vertx, WorkerExecutor workers) {
        EventStreams events = new EventStreams(vertx, workers, now::event);
        VideoBytes videos = new VideoBytes(bucket, vertx);
        return List.of(
                ConsoleRoute.open(
                        HttpMethod.GET,
                        "/api/openapi.json",
                        request -> ConsoleAnswer.text("application/json", description())),
                ConsoleRoute.get("/api/about", request -> ConsoleAnswer.json(about.about()))
                        .on(Kind.MEMORY),
                ConsoleRoute.get("/api/now", request -> ConsoleAnswer.json(now.now()))
                        .on(Kind.MEMORY),
                ConsoleRoute.get("/api/now/events", request -> events.answer(request.caller()))
                        .on(Kind.MEMORY),
                ConsoleRoute.get("/api/calls", now::calls).on(Kind.MEMORY),
                ConsoleRoute.get("/api/requests", request -> requests.get().list(request)),
                ConsoleRoute.get("/api/requests/{id}", request -> requests.get().one(request)),
                ConsoleRoute.get("/api/requests/{id}/video/{n}", request -> video(request, requests.get(), videos))
                        .on(Kind.BUCKET),
                ConsoleRoute.get("/api/batches", request -> requests.get().batches(request)),
                ConsoleRoute.get("/api/batches/{id}", request -> requests.get().batch(request)),
                ConsoleRoute.get(
                        "/api/batches/{id}/failed", request -> requests.get().failedRows(request)),
                ConsoleRoute.get("/api/videos", request -> requests.get().videos(request)),
                ConsoleRoute.get("/api/money", money::answer));
    }

    private static ConsoleAnswer video(ConsoleRequest request, RequestPages requests, VideoBytes bytes)
            throws SQLException, ConsoleRefusal {
        List<Video> videos = requests.find(request.place("id")).videos();
        String number = request.place("n");
        if (!number.matches("[1-9]\\d{0,3}") || Integer.parseInt(number) > videos.size()) {
            throw ConsoleRefusal.notFound("this request has no video of this number");
        }
        boolean download = request.parameter("download").filter("true"::equals).isPresent();
        return bytes.answer(
                videos.get(Integer.parseInt(number) - 1),
                Optional.ofNullable(request.headers().get("Range")),
                download ? request.place("id") + "-" + number + ".mp4" : "",
                request.caller());
    }

    private static String description() throws IOException {
        try (InputStream file = ConsoleRoutes.class.getResourceAsStream("/vidu/console/openapi.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
