package dev.viduroutes.journal;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The acceptance suite on SQLite, in a folder that is made for it. */
class SqliteJournalTest {

    @TempDir
    private Path folder;

    private String inFolder() {
        return "jdbc:sqlite:" + folder.resolve("a folder with spaces/journal é.db");
    }

    @Nested
    class Claims extends ClaimSuite {
        @Override
        String url() {
            return inFolder();
        }
    }

    @Nested
    class Fencing extends FencingSuite {
        @Override
        String url() {
            return inFolder();
        }
    }

    @Nested
    class Callbacks extends CallbackSuite {
        @Override
        String url() {
            return inFolder();
        }
    }

    @Nested
    class Batches extends BatchTableSuite {
        @Override
        String url() {
            return inFolder();
        }
    }

    @Nested
    class Attempts extends AttemptSuite {
        @Override
        String url() {
            return inFolder();
        }
    }

    @Nested
    class PutBacks extends ReplayDecisionSuite {
        @Override
        String url() {
            return inFolder();
        }
    }

    @Nested
    class Refusals extends RefusalSuite {
        @Override
        String url() {
            return inFolder();
        }
    }

    @Nested
    class Charges extends ChargeSuite {
        @Override
        String url() {
            return inFolder();
        }
    }

    @Nested
    class Balances extends BalanceSuite {
        @Override
        String url() {
            return inFolder();
        }
    }

    @Nested
    class Ledgers extends LedgerSuite {
        @Override
        String url() {
            return inFolder();
        }
    }

    @Nested
    class Corrections extends CorrectionSuite {
        @Override
        String url() {
            return inFolder();
        }
    }

    @Nested
    class CapEvents extends CapEventSuite {
        @Override
        String url() {
            return inFolder();
        }
    }

    @Nested
    class Withdrawals extends WithdrawalSuite {
        @Override
        String url() {
            return inFolder();
        }
    }

    @Nested
    class Slots extends SlotSuite {
        @Override
        String url() {
            return inFolder();
        }
    }

    @Nested
    class Lost extends LostWritesSuite {
        @Override
        String url() {
            return inFolder();
        }
    }

    @Nested
    class Images extends ImageSuite {
        @Override
        String url() {
            return inFolder();
        }
    }

    @Nested
    class Requests extends RequestReaderSuite {
        @Override
        String url() {
            return inFolder();
        }
    }

    @Nested
    class Pausing extends PauseSuite {
        @Override
        String url() {
            return inFolder();
        }
    }
}
