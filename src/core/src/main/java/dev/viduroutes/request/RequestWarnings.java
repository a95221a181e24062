package dev.viduroutes.request;

import java.util.List;
import java.util.stream.Stream;

/** What a request asks for in vain. The API takes it, so it is no reason to refuse; who wrote it should know. */
final class RequestWarnings {

    private static final String MODEL = "vidu-q3";
    /** Contract: the upstream provider says that q3 ignores them. */
    private static final List<String> WITHOUT_EFFECT = List.of("style", "movement", "bgm");

    private RequestWarnings() {}

    /** @return one sentence for each field that the request sets and its model ignores, and for each doubt about its pictures */
    static List<String> of(Request request) {
        Stream<String> ignored = WITHOUT_EFFECT.stream()
                .filter(field -> request.model().startsWith(MODEL))
                .filter(field -> request.body().path("input").has(field))
                .map(field -> "input." + field + " has no effect: " + request.model() + " ignores it; leave it out");
        return Stream.concat(ignored, ImageWarnings.of(request).stream()).toList();
    }
}
