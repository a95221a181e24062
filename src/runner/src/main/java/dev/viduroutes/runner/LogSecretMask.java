package dev.viduroutes.runner;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.viduroutes.settings.Secrets;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Takes the secrets of the settings out of every line of the log, for any logger and any configuration. With everything
 * logged, Camel writes the address of an endpoint with every password in it.
 */
final class LogSecretMask extends TurboFilter implements LoggerContextListener {

    private static final String FQCN = Logger.class.getName();

    private final LoggerContext context;
    private final ThreadLocal<Boolean> masking = ThreadLocal.withInitial(() -> false);

    private LogSecretMask(LoggerContext context) {
        this.context = context;
        setContext(context);
        setName("vidu-secrets");
    }

    /** From now on, if this process logs to Logback; once is enough. */
    static void hide() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            hideIn(context);
        }
    }

    static void hideIn(LoggerContext context) {
        if (context.getTurboFilterList().stream().noneMatch(LogSecretMask.class::isInstance)) {
            LogSecretMask filter = new LogSecretMask(context);
            filter.start();
            context.addTurboFilter(filter);
            context.addListener(filter);
        }
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] values, Throwable thrown) {
        if (format == null || masking.get() || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        String message = MessageFormatter.arrayFormat(format, values).getMessage();
        // The last value may be an exception, which is then no part of the message.
        Throwable why = thrown == null ? MessageFormatter.getThrowableCandidate(values) : thrown;
        String trace = why == null ? "" : ThrowableProxyUtil.asString(new ThrowableProxy(why));
        String said = trace.isEmpty() ? message : message + System.lineSeparator() + trace;
        String shown = Secrets.hidden(said);
        if (shown.equals(said)) {
            return FilterReply.NEUTRAL;
        }
        log(marker, logger, level, shown);
        return FilterReply.DENY;
    }

    private void log(Marker marker, Logger logger, Level level, String shown) {
        masking.set(true);
        try {
            logger.log(marker, FQCN, Level.toLocationAwareLoggerInteger(level), shown, null, null);
        } finally {
            masking.remove();
        }
    }

    @Override
    public boolean isResetResistant() {
        return true;
    }

    /** A configuration that is read again would forget it. */
    @Override
    public void onReset(LoggerContext configured) {
        start();
        context.addTurboFilter(this);
    }

    @Override
    public void onStart(LoggerContext started) {}

    @Override
    public void onStop(LoggerContext stopped) {}

    @Override
    public void onLevelChange(Logger logger, Level level) {}
}
