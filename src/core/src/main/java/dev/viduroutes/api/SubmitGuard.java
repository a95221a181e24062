package dev.viduroutes.api;

import dev.viduroutes.journal.Journal;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.request.Task;
import dev.viduroutes.spending.SpendingGate;
import java.io.IOException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Lets a submit leave only while nobody else can have taken its request over. A process may stand still between the
 * record of its intent and the call, for longer than its lease; so it asks itself once more when the connection stands
 * and nothing is left to do but to write. Nor does it leave once submits are held back, or the day of what was reserved is over.
 */
public final class SubmitGuard {

    private static final ContentType JSON = ContentType.create("application/json");

    private final Journal journal;
    private final ApiAccounts accounts;
    private final SpendingGate spending;

    public SubmitGuard(Journal journal, ApiAccounts accounts, SpendingGate spending) {
        this.journal = journal;
        this.accounts = accounts;
        this.spending = spending;
    }

    /** @return the body of the task's submit, which does not leave once its lease is in doubt */
    public HttpEntity guarded(byte[] body, Task task) {
        return new GuardedBody(body, task);
    }

    /** To be called when the next thing is the first byte. */
    static void check(EntityDetails body) throws IOException {
        if (body instanceof GuardedBody guarded) {
            guarded.check();
        }
    }

    static boolean isSubmit(EntityDetails body) {
        return body instanceof GuardedBody;
    }

    private final class GuardedBody extends ByteArrayEntity {

        private final Task task;

        GuardedBody(byte[] body, Task task) {
            super(body, JSON);
            this.task = task;
        }

        void check() throws IOException {
            if (!journal.isLeaseConfirmed(task)) {
                throw new LeaseInDoubtException(task.request().id());
            } else if (accounts.of(task).holdsSubmits()) {
                throw new SubmitsHeldException("the account, the bucket, refused content or a person (pause)");
            } else if (!spending.mayLeave(task)) {
                throw new SubmitsHeldException("a cap, which begins anew: the day of what was reserved is over");
            }
        }
    }
}
