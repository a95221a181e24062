package dev.viduroutes.moderation;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.limits.TaskSlots;
import dev.viduroutes.settings.ModerationSettings;
import dev.viduroutes.settings.Settings;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the submits of an account back after too many refusals for content, since the vendor suspends accounts that go on submitting what
 * it flags; until a person has looked at them. Tasks that run go on. While it holds, nobody gets a slot, so that whoever
 * waits for one holds nothing.
 */
public final class ModerationBreaker {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.moderation");

    private final ModerationSettings settings;
    private final RefusalStore store;
    private final TaskSlots slots;
    /** What the log says behind the state: which account's it is, if there are several. */
    private final String which;

    private boolean told;
    private volatile ModerationStatus known = ModerationStatus.NONE;

    public ModerationBreaker(Settings settings, RefusalStore store, TaskSlots slots) {
        this(settings, store, slots, "");
    }

    /** @param account whose refusals these are; empty if there is one only */
    ModerationBreaker(Settings settings, RefusalStore store, TaskSlots slots, String account) {
        which = account.isEmpty() ? "" : " account=" + account;
        this.settings = settings.moderation();
        this.store = store;
        this.slots = slots;
        if (this.settings.holds()) {
            begin();
        }
    }

    /** What an earlier process was held by, or another one is, holds from the first moment on. */
    private void begin() {
        try {
            known = store.status(settings.window());
        } catch (SQLException unavailable) {
            LOG.debug("the refusals can't be counted yet: {}", SanitizedText.of(unavailable));
        }
        if (known.isHeld()) {
            slots.hold();
        }
    }

    /**
     * Finds out whether submits are to be held back. To be called when a refusal was recorded, before anything else is
     * submitted, and now and then, since other processes record some, and people release.
     */
    public synchronized void look() throws SQLException {
        if (!settings.counts()) {
            return;
        }
        ModerationStatus now = store.status(settings.window());
        if (now.count() >= settings.limit() && !now.isHeld()) {
            now = settings.holds() ? held() : warned();
        }
        known = now;
        if (settings.holds()) {
            apply(now);
        }
    }

    private ModerationStatus held() throws SQLException {
        store.hold(settings.limit(), settings.window());
        return store.status(settings.window());
    }

    private ModerationStatus warned() throws SQLException {
        int refused = store.forget(settings.limit(), settings.window());
        if (refused > 0) {
            LOG.warn(
                    "moderation=warn{} refusals={} within={}s: the API refused so many requests for their content; the vendor"
                            + " suspends accounts for it",
                    which,
                    refused,
                    settings.window().toSeconds());
        }
        return store.status(settings.window());
    }

    private void apply(ModerationStatus now) {
        if (now.isHeld() && !told) {
            told = true;
            slots.hold();
            LOG.error(
                    "moderation=held{} since={} refusals={} last={}: submits wait until a person has looked at these dead letters"
                            + " and runs the command release, since the vendor suspends accounts for repeated violations",
                    which,
                    now.heldSince().orElseThrow(),
                    now.count(),
                    now.last()
                            .map(last -> last.requestId() + " (" + last.code() + ")")
                            .orElse("-"));
        } else if (!now.isHeld() && (told || slots.isHeld())) {
            told = false;
            LOG.info("moderation=released{}: submits go on", which);
            slots.release();
        }
    }

    /** Lets submits go on in all processes, and counts from here on. */
    public ReleaseReport release() throws SQLException {
        Optional<LiftedHold> released = store.release();
        ModerationStatus now = store.status(settings.window());
        look();
        return released.map(ReleaseReport::of).orElseGet(() -> ReleaseReport.ofNothing(now.count(), settings.limit()));
    }

    /** @return whether submits are held back, as it was known at the last look */
    public boolean holds() {
        return settings.holds() && known.isHeld();
    }

    /** @return what counted at the last look */
    public ModerationStatus status() {
        return known;
    }
}
