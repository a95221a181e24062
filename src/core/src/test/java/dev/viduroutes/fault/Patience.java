package dev.viduroutes.fault;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long the tests wait for what must come, and how often they look. It costs a test that passes nothing, and a machine that stalls for
 * seconds fails none. A test that has a bound to prove names it.
 */
public final class Patience implements LauncherSessionListener {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(PATIENCE);
        Awaitility.setDefaultPollInterval(LOOK_AGAIN);
    }
}
