package dev.viduroutes.pause;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.lifecycle.StopListener;
import dev.viduroutes.limits.Gate;
import dev.viduroutes.limits.SubmitGate;
import dev.viduroutes.limits.SubmitGates;
import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.Settings;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds submits back that a person has paused; everything else goes on. The journal refuses to record the intent to submit from the
 * moment on in which the pause is on record, whatever a process knows of it; here requests wait without a slot meanwhile. Thread-safe.
 */
public final class Pauses implements SubmitGates, StopListener {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.pause");

    private final PauseStore store;
    private final Map<String, Gate> gates = new LinkedHashMap<>();
    /** What was asked first is applied first: else an older answer would undo a newer one. */
    private final ReentrantLock looking = new ReentrantLock();

    private volatile List<Pause> known = List.of();

    public Pauses(Settings settings, PauseStore store) {
        this.store = store;
        settings.accounts().stream().map(AccountSettings::name).forEach(name -> gates.put(name, Gate.opened()));
        begin();
    }

    /** What was paused before this process holds from the first moment on. */
    private void begin() {
        try {
            look();
        } catch (SQLException unavailable) {
            LOG.debug("it can't be asked yet what is paused: {}", SanitizedText.of(unavailable));
        }
    }

    @Override
    public SubmitGate of(String account) {
        Gate gate = gates.get(account);
        return new SubmitGate() {
            @Override
            public CompletionStage<Void> whenOpen() {
                return gate.whenOpen();
            }

            @Override
            public boolean isShut() {
                return gate.isShut();
            }
        };
    }

    /** @return what is paused, as was known at the last look */
    public List<Pause> all() {
        return known;
    }

    /** @return whether any submits are paused, as was known at the last look */
    public boolean isAny() {
        return !known.isEmpty();
    }

    /** Learns what is paused. To be called every second, since other processes pause and resume, and when the journal refused an intent. */
    public void look() throws SQLException {
        looking.lock();
        try {
            apply(store.all());
        } finally {
            looking.unlock();
        }
    }

    private void apply(List<Pause> now) {
        List<Pause> before = known;
        known = List.copyOf(now);
        tell(before, now);
        gates.forEach((account, gate) -> {
            if (now.stream().anyMatch(pause -> pause.isOf(account))) {
                gate.shut();
            } else {
                gate.open(() -> {});
            }
        });
    }

    private static void tell(List<Pause> before, List<Pause> now) {
        Set<Pause> begun = new HashSet<>(now);
        before.forEach(begun::remove);
        begun.forEach(pause -> LOG.warn(
                "submits=paused scope={} by={} since={}: nothing is submitted until somebody resumes; what was submitted"
                        + " goes on",
                pause.scope(),
                pause.who(),
                pause.since()));
        Set<String> lasting = new HashSet<>();
        now.forEach(pause -> lasting.add(pause.account()));
        before.stream()
                .filter(pause -> !lasting.contains(pause.account()))
                .forEach(pause -> LOG.info(
                        "submits=resumed scope={}: they were paused by={} since={}",
                        pause.scope(),
                        pause.who(),
                        pause.since()));
    }

    /**
     * Pauses the submits of an account, or of all, in all processes that share the journal. Once this returned no intent to submit is
     * recorded; what was recorded before may be on its way.
     *
     * @throws IllegalArgumentException if there is no such account
     * @throws SQLException if it can't be recorded; then nothing is promised
     */
    public PauseReport pause(Object body) throws SQLException {
        PauseOrder order = order(body);
        checkAccount(order.account());
        boolean begun = store.begin(order);
        look();
        Optional<Pause> now = find(known, order.account());
        return new PauseReport(
                order.account(),
                now.isPresent(),
                begun,
                now.map(Pause::who).orElse(order.who()),
                now.map(Pause::since),
                store.leaving(order.account()),
                "");
    }

    /**
     * Lets submits go on, in all processes that share the journal.
     *
     * @throws SQLException if it can't be recorded; then they may go on, or not
     */
    public PauseReport resume(Object body) throws SQLException {
        PauseOrder order = order(body);
        Optional<Pause> before = find(store.all(), order.account());
        if (before.isEmpty()) {
            checkAccount(order.account());
        }
        boolean ended = store.end(order.account());
        look();
        if (ended) {
            LOG.info("submits=resumed scope={} by={}", Pause.scope(order.account()), order.who());
        }
        String all =
                order.account().isEmpty() ? "" : find(known, "").map(Pause::who).orElse("");
        return new PauseReport(
                order.account(),
                false,
                ended,
                order.who(),
                before.map(Pause::since).filter(was -> ended),
                0,
                all);
    }

    private static Optional<Pause> find(List<Pause> pauses, String account) {
        return pauses.stream().filter(pause -> pause.account().equals(account)).findFirst();
    }

    private static PauseOrder order(Object body) {
        if (body instanceof PauseOrder order) {
            return order;
        }
        throw new IllegalArgumentException(
                "the body is no dev.viduroutes.pause.PauseOrder, which says whose submits, and who" + " wants it");
    }

    private void checkAccount(String account) {
        if (!account.isEmpty() && !gates.containsKey(account)) {
            throw new IllegalArgumentException("there is no account \"" + SanitizedText.of(account, 40)
                    + "\"; it must be one of " + String.join(", ", gates.keySet()) + ", or none for all");
        }
    }

    @Override
    public void endWaits() {
        gates.values().forEach(Gate::close);
    }
}
