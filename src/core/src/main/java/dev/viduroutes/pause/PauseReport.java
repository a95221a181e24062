package dev.viduroutes.pause;

import dev.viduroutes.PublicApi;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a {@link PauseOrder} has brought about.
 *
 * @param account its name; empty for all accounts
 * @param paused whether submits of it are paused now
 * @param changed whether the order changed that
 * @param who paused them, or ended the pause
 * @param since when they are paused, or were until now; empty if they are not, and were not
 * @param leaving submits whose intent was on record before the pause, and that may have left: no other leaves until somebody resumes
 * @param stillPausedBy who has paused the submits of all accounts, if that still holds those of this one; empty for nobody
 */
@PublicApi
public record PauseReport(
        String account,
        boolean paused,
        boolean changed,
        String who,
        Optional<Instant> since,
        long leaving,
        String stillPausedBy) {

    /** @return all of it in a line, for a person */
    @Override
    public String toString() {
        String whose = account.isEmpty() ? "submits of all accounts" : "submits of account " + account;
        if (paused && changed) {
            return whose + " are paused; " + (leaving == 0 ? "none is" : leaving + " recorded before may still be")
                    + " on the way";
        } else if (paused) {
            return whose + " were paused already, by " + who + " since "
                    + since.map(Instant::toString).orElse("?");
        }
        String begin = changed ? whose + " go on" : whose + " were not paused";
        return stillPausedBy.isEmpty()
                ? begin
                : begin + ", once those of all accounts do, which " + stillPausedBy + " has paused";
    }

    /** @return how long they have been paused, or were */
    public Duration length(Instant now) {
        return since.map(begin -> Duration.between(begin, now)).orElse(Duration.ZERO);
    }
}
