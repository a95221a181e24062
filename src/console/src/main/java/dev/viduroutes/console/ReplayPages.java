package dev.viduroutes.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.replay.PlannedReplay;
import dev.viduroutes.replay.Replay;
import dev.viduroutes.replay.ReplayOrder;
import dev.viduroutes.replay.ReplayReport;
import dev.viduroutes.replay.ReplayReview;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts dead letters back, in two steps: a plan to be looked at, and its confirmation, which does that and nothing else. */
final class ReplayPages {

    static final Duration LIFE = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger("vidu.console");
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int MOST_PLANS = 256;
    private static final int MOST_OF_SESSION = 8;
    private static final int MOST_IDS = 1_000;
    private static final int MOST_SHOWN = 500;

    private final boolean allowed;
    private final Supplier<Replay> replay;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Plan> plans = new LinkedHashMap<>();

    private final Object looking = new Object();
    private Optional<Looked> looked = Optional.empty();

    private record Looked(List<PlannedReplay> letters, Instant until) {}

    private record Plan(ReplayReview review, String session, Instant until) {}

    ReplayPages(Settings settings, Supplier<Replay> replay, InstantSource clock) {
        this.allowed = settings.console().replay();
        this.replay = replay;
        this.clock = clock;
    }

    /** What lies there, by code, and what a replay would do with it. */
    ConsoleAnswer deadLetters(ConsoleRequest request) throws Exception {
        List<PlannedReplay> found = found();
        Map<String, List<PlannedReplay>> groups = found.stream()
                .limit(MOST_SHOWN)
                .sorted(Comparator.comparing(
                                (PlannedReplay one) -> one.reason().timings().settledAt())
                        .reversed())
                .collect(Collectors.groupingBy(PlannedReplay::code, LinkedHashMap::new, Collectors.toList()));
        ObjectNode json = ConsoleAnswer.object().put("more", found.size() > MOST_SHOWN);
        ArrayNode all = json.putArray("groups");
        groups.forEach((code, letters) -> put(all.addObject().put("code", code), letters));
        return ConsoleAnswer.json(json);
    }

    /** Reads folder and journal once for all who ask at about the same time. */
    private List<PlannedReplay> found() throws Exception {
        synchronized (looking) {
            if (looked.isEmpty() || !clock.instant().isBefore(looked.get().until())) {
                List<PlannedReplay> now = List.copyOf(replay.get().look(MOST_SHOWN + 1));
                looked = Optional.of(new Looked(now, clock.instant().plus(FRESH)));
            }
            return looked.get().letters();
        }
    }

    private void lookAnew() {
        synchronized (looking) {
            looked = Optional.empty();
        }
    }

    private static void put(ObjectNode group, List<PlannedReplay> letters) {
        Outcome last = letters.get(0).reason();
        group.put("count", letters.size())
                .put("message", last.failure().map(Failure::message).orElse(""))
                .put("lastAt", last.timings().settledAt().toString());
        ArrayNode rows = group.putArray("rows");
        for (PlannedReplay letter : letters) {
            Outcome reason = letter.reason();
            ObjectNode row = rows.addObject();
            put(row, letter);
            row.put("source", reason.source().kind())
                    .put("sourceName", reason.source().name())
                    .put("project", reason.metadata().getOrDefault("project", ""))
                    .put("settledAt", reason.timings().settledAt().toString())
                    .put("attempts", reason.attempts())
                    .put("message", reason.failure().map(Failure::message).orElse(""))
                    .put(
                            "billing",
                            reason.failure().map(why -> why.billing().word()).orElse(""));
            ArrayNode problems = row.putArray("problems");
            reason.failure()
                    .map(Failure::problems)
                    .orElse(List.of())
                    .forEach(problem -> problems.add(problem.toString()));
        }
    }

    ConsoleAnswer plan(ConsoleRequest request) throws Exception {
        checkAllowed();
        ReplayReview review = replay.get().review(order(request));
        Instant until = clock.instant().plus(LIFE);
        String id = ConsoleSessions.unguessable(random);
        remember(id, new Plan(review, request.session(), until));
        return ConsoleAnswer.json(json(review).put("planId", id).put("until", until.toString()));
    }

    private void checkAllowed() throws ConsoleRefusal {
        if (!allowed) {
            throw new ConsoleRefusal(ConsoleRefusal.FORBIDDEN, "vidu.console.replay is false: this console only shows");
        }
    }

    /** What may be paid twice is for one dead letter alone, whose id was typed. */
    private static ReplayOrder order(ConsoleRequest request) throws ConsoleRefusal {
        request.checkOnly(List.of("ids", "force", "typed"));
        Set<String> ids = ids(request.body().path("ids"));
        boolean force = request.flag("force");
        if (force && (ids.size() != 1 || !ids.contains(request.text("typed").orElse("")))) {
            throw ConsoleRefusal.malformed("force is for one dead letter, whose id must be typed");
        }
        return new ReplayOrder(ids, "", false, true, force);
    }

    private static Set<String> ids(JsonNode given) throws ConsoleRefusal {
        if (!given.isArray() || given.isEmpty() || given.size() > MOST_IDS) {
            throw ConsoleRefusal.malformed("ids must be an array that names 1 to " + MOST_IDS + " requests");
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode id : given) {
            if (!id.isTextual()) {
                throw ConsoleRefusal.malformed("ids must be strings");
            }
            ids.add(id.textValue());
        }
        return ids;
    }

    private synchronized void remember(String id, Plan plan) {
        plans.values().removeIf(old -> !old.until().isAfter(clock.instant()));
        List<String> own = plans.entrySet().stream()
                .filter(old -> old.getValue().session().equals(plan.session()))
                .map(Map.Entry::getKey)
                .toList();
        if (own.size() == MOST_OF_SESSION) {
            plans.remove(own.get(0));
        } else if (plans.size() == MOST_PLANS) {
            plans.remove(plans.keySet().iterator().next());
        }
        plans.put(id, plan);
    }

    private synchronized Optional<Plan> take(String id, String session) {
        Optional<Plan> plan = Optional.ofNullable(plans.get(id))
                .filter(one -> one.session().equals(session))
                .filter(one -> one.until().isAfter(clock.instant()));
        plan.ifPresent(one -> plans.remove(id));
        return plan;
    }

    ConsoleAnswer confirm(ConsoleRequest request) throws Exception {
        checkAllowed();
        request.checkOnly(List.of("planId"));
        Plan plan = take(request.text("planId").orElse(""), request.session())
                .orElseThrow(() -> new ConsoleRefusal(
                        ConsoleRefusal.CONFLICT,
                        "there is no such plan of yours, or it is done, or older than five minutes"));
        if (plan.review().isEmpty()) {
            throw new ConsoleRefusal(ConsoleRefusal.CONFLICT, "this plan puts nothing back");
        }
        try {
            ReplayReport report = replay.get().confirm(plan.review());
            LOG.info("replay by=console force={}: {}", plan.review().force(), report.total());
            return ConsoleAnswer.json(lines(report));
        } catch (IOException otherReplay) {
            throw new ConsoleRefusal(
                    ConsoleRefusal.CONFLICT,
                    "it stopped, perhaps since another replay is under way; what was put back is: plan again");
        } finally {
            lookAnew();
        }
    }

    private static ObjectNode json(ReplayReview review) {
        ObjectNode json = lines(review.report());
        ArrayNode rows = json.putArray("rows");
        review.planned().forEach(one -> put(rows.addObject(), one));
        json.put("submits", review.report().submits())
                .put("fetches", review.report().fetches())
                .put("seconds", review.report().atMostSeconds());
        ArrayNode sums = json.putArray("money");
        review.report()
                .atMostCost()
                .ifPresent(sum -> sums.addObject().put("amount", sum.amount()).put("currency", sum.currency()));
        return json;
    }

    private static ObjectNode lines(ReplayReport report) {
        ObjectNode json = ConsoleAnswer.object().put("total", report.total()).put("complete", report.complete());
        ArrayNode lines = json.putArray("lines");
        report.lines().forEach(lines::add);
        return json;
    }

    private static void put(ObjectNode json, PlannedReplay one) {
        json.put("requestId", one.requestId())
                .put("code", one.code())
                .put("act", one.act())
                .put("why", one.why())
                .put("seconds", one.seconds());
    }
}
