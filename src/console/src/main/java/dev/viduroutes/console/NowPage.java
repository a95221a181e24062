package dev.viduroutes.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.live.AccountNow;
import dev.viduroutes.live.CallSecond;
import dev.viduroutes.live.LaneState;
import dev.viduroutes.live.Now;
import dev.viduroutes.live.SpentNow;
import dev.viduroutes.live.TaskLane;
import dev.viduroutes.live.Trouble;
import dev.viduroutes.live.Waiting;
import dev.viduroutes.live.WaitingRequest;
import dev.viduroutes.pause.Pause;
import dev.viduroutes.settings.LimitSettings;
import dev.viduroutes.settings.Settings;
import io.vertx.core.buffer.Buffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the gateway does at this moment. */
final class NowPage {

    private static final Pattern SPAN = Pattern.compile("(\\d{1,4})([smh])");
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    private final Settings settings;
    private final NowSource source;

    NowPage(Settings settings, NowSource source) {
        this.settings = settings;
        this.source = source;
    }

    Buffer event() throws Exception {
        return Buffer.buffer(ConsoleAnswer.mapper().writeValueAsBytes(now()));
    }

    ObjectNode now() throws SQLException {
        Now now = source.now();
        ObjectNode json = ConsoleAnswer.object().put("at", now.at().toString()).put("live", now.isLive());
        json.put("journalAt", now.journalAt().map(Instant::toString).orElse(null));
        putTiles(json, now);
        ArrayNode accounts = json.putArray("accounts");
        now.accounts().forEach(account -> put(accounts.addObject(), account));
        ArrayNode lanes = json.putArray("lanes");
        now.lanes().forEach(lane -> put(lanes.addObject(), lane));
        ArrayNode away = json.putArray("away");
        now.troubles().forEach(trouble -> put(away.addObject(), trouble));
        ArrayNode paused = json.putArray("paused");
        now.pauses().forEach(pause -> put(paused.addObject(), pause));
        return json;
    }

    private void putTiles(ObjectNode json, Now now) {
        LimitSettings limits = settings.limitsOfAll();
        json.putObject("slots")
                .put(
                        "taken",
                        now.accounts().stream().mapToInt(AccountNow::slotsUsed).sum())
                .put("total", limits.concurrentTasks());
        json.putObject("calls")
                .put(
                        "inWindow",
                        now.accounts().stream()
                                .mapToInt(each -> each.callsInWindow().orElse(0))
                                .sum())
                .put("limit", limits.requests())
                .put("windowSeconds", seconds(limits.window()))
                .put(
                        "refused",
                        now.accounts().stream().mapToInt(AccountNow::refusals).sum());
        put(json.putObject("today"), now.spent());
        json.putObject("deadLetters")
                .put("count", known(now.forAPerson()))
                .put("perhapsBilled", known(now.perhapsPaid()));
        put(json, now.waiting(), now.at());
    }

    private static Long known(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static void put(ObjectNode json, SpentNow spent) {
        json.put("day", spent.day()).put("seconds", spent.seconds()).put("videos", spent.videos());
        ArrayNode money = json.putArray("spent");
        spent.money()
                .forEach(sum -> money.addObject().put("amount", sum.amount()).put("currency", sum.currency()));
    }

    private static void put(ObjectNode json, Waiting waiting, Instant now) {
        json.put("waiting", waiting.count()).put("toStore", waiting.toStore());
        Optional<WaitingRequest> oldest = waiting.oldest();
        if (oldest.isEmpty()) {
            json.putNull("oldest");
            return;
        }
        json.putObject("oldest")
                .put("requestId", oldest.get().requestId())
                .put("source", oldest.get().source())
                .put("sourceName", oldest.get().sourceName())
                .put("seconds", seconds(Duration.between(oldest.get().since(), now)))
                .put("why", oldest.get().why());
    }

    private static void put(ObjectNode json, AccountNow account) {
        json.put("name", account.name())
                .put("slotsUsed", account.slotsUsed())
                .put("slotsLimit", account.slotsLimit())
                .put("callsInWindow", account.callsInWindow().orElse(0))
                .put("callsLimit", account.callsLimit())
                .put("windowSeconds", seconds(account.window()))
                .put("share", account.share())
                .put("waiting", account.waiting())
                .put("refused", account.refusals())
                .put("shut", account.shut());
    }

    private static void put(ObjectNode json, TaskLane lane) {
        json.put("requestId", lane.requestId())
                .put("taskId", lane.taskId())
                .put("account", lane.account())
                .put("slot", lane.slot().isPresent() ? lane.slot().getAsInt() : null)
                .put("project", lane.project())
                .put("mode", lane.mode())
                .put("resolution", lane.resolution())
                .put("seconds", lane.seconds())
                .put("attempt", lane.attempt())
                .put("since", lane.since().toString())
                .put("ageSeconds", seconds(lane.age()))
                .put("state", lane.state().words())
                .put("late", lane.state() == LaneState.LATE)
                .put("askedInSeconds", lane.askedIn().map(NowPage::seconds).orElse(null))
                .put("setback", lane.setback())
                .put("worker", lane.isHere() ? "" : lane.worker());
        if (lane.usual().isEmpty()) {
            json.putNull("typical");
        } else {
            json.putObject("typical")
                    .put("from", seconds(lane.usual().get().tenth()))
                    .put("median", seconds(lane.usual().get().half()))
                    .put("to", seconds(lane.usual().get().ninth()));
        }
    }

    private static void put(ObjectNode json, Trouble trouble) {
        json.put("message", trouble.sentence())
                .put("since", trouble.since().map(Instant::toString).orElse(null));
    }

    private static void put(ObjectNode json, Pause pause) {
        json.put("account", pause.account())
                .put("who", pause.who())
                .put("since", pause.since().toString());
    }

    private static Double seconds(Duration span) {
        return span.toMillis() / 1000.0;
    }

    /** The calls second by second, for the plot. */
    ConsoleAnswer calls(ConsoleRequest request) throws Exception {
        Duration span = span(request.parameter("span").orElse("2m"));
        ObjectNode json = ConsoleAnswer.object()
                .put("limit", settings.limitsOfAll().requests())
                .put("windowSeconds", seconds(settings.limitsOfAll().window()));
        ArrayNode rows = json.putArray("seconds");
        try {
            for (CallSecond second : source.calls(request.parameter("account").orElse(""), span)) {
                rows.addObject()
                        .put("at", second.at().getEpochSecond())
                        .put("window", second.window())
                        .put("submits", second.submits())
                        .put("polls", second.polls())
                        .put("others", second.others())
                        .put("refusals", second.refusals())
                        .put("waiting", second.waiting());
            }
        } catch (IllegalArgumentException noSuchAccount) {
            throw ConsoleRefusal.malformed("there is no such account");
        }
        return ConsoleAnswer.json(json);
    }

    private static Duration span(String text) throws ConsoleRefusal {
        Matcher parts = SPAN.matcher(text);
        if (parts.matches()) {
            long number = Long.parseLong(parts.group(1));
            Duration span = switch (parts.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
            if (span.compareTo(SHORTEST) >= 0 && span.compareTo(LONGEST) <= 0) {
                return span;
            }
        }
        throw ConsoleRefusal.malformed("span must be 10s to 1h, such as 2m");
    }
}
