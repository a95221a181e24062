package dev.viduroutes.sandbox;

import java.io.IOException;
import java.util.Optional;

/** {@code GET /results/{taskId}/{index}.mp4}: no key, no limit, only the signature in the URL counts. */
final class ResultEndpoint {

    /** On the URL that a redirect without a target leads to, so that it is not redirected again. */
    private static final String FOLLOWED = "followed";

    private final TaskBook tasks;
    private final FaultRates faults;
    private final SignedUrls urls;
    private final Pictures pictures;

    ResultEndpoint(TaskBook tasks, FaultRates faults, SignedUrls urls, Pictures pictures) {
        this.tasks = tasks;
        this.faults = faults;
        this.urls = urls;
        this.pictures = pictures;
    }

    /** @param name task id, slash, index */
    SandboxResponse answer(String name, Query query) throws IOException {
        String expires = query.value("expires");
        if (!urls.isGenuine(name, expires, query.value("signature"))) {
            return SandboxResponses.accessDenied("The signature does not match");
        }
        if (!urls.isAlive(expires)) {
            return SandboxResponses.accessDenied("Request has expired");
        }
        int slash = name.indexOf('/');
        int index = Integer.parseInt(name.substring(slash + 1));
        Optional<SandboxTask> task = tasks.find(name.substring(0, slash));
        // A genuine URL names a file that was reported; only a task that was forgotten since is missing.
        return task.isPresent()
                ? answer(task.get(), index, query)
                : SandboxResponses.text(404, "text/plain", "no such file\n");
    }

    private SandboxResponse answer(SandboxTask task, int index, Query query) throws IOException {
        boolean followed = !query.value(FOLLOWED).isEmpty();
        Optional<Trigger> fault = followed ? Optional.empty() : faults.take(task.faults(), Fault.OF_DOWNLOAD);
        if (fault.isEmpty()) {
            return new SandboxResponse.Video(file(task, index), false);
        }
        return switch (fault.get().fault()) {
            case DOWNLOAD -> SandboxResponses.htmlPage(fault.get().number());
            case TRUNCATED -> new SandboxResponse.Video(file(task, index), true);
            case NOT_VIDEO -> SandboxResponses.htmlPage(200);
            case EMPTY -> SandboxResponses.text(200, "video/mp4", "");
            default -> SandboxResponses.redirect(target(fault.get().value(), task, index));
        };
    }

    private String target(String asked, SandboxTask task, int index) {
        return asked.isEmpty() ? urls.fresh(task.id() + "/" + index) + "&" + FOLLOWED + "=1" : asked;
    }

    private byte[] video(GenerateRequest request) throws IOException {
        byte[] video = SampleVideo.bytes(request.aspectRatio(), request.durationSeconds());
        return request.fetched().sha256().stream()
                .findFirst()
                .flatMap(pictures::find)
                .map(picture -> CoverBox.in(video, picture))
                .orElse(video);
    }

    private ResultFile file(SandboxTask task, int index) throws IOException {
        GenerateRequest request = task.request();
        return new ResultFile(
                video(request),
                task.id() + "/" + index,
                task.plan().minBytes(),
                task.results().get(index));
    }
}
