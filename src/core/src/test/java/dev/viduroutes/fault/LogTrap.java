package dev.viduroutes.fault;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Hears what is logged, stack traces included, until it is closed; the console hears nothing of it meanwhile. */
public final class LogTrap extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Level before;
    private final boolean wasAdditive;

    private LogTrap(String name, Level level) {
        logger = (Logger) LoggerFactory.getLogger(name);
        before = logger.getLevel();
        wasAdditive = logger.isAdditive();
        logger.setLevel(level);
        logger.setAdditive(false);
        start();
        logger.addAppender(this);
    }

    public static LogTrap of(String name, Level level) {
        return new LogTrap(name, level);
    }

    @Override
    protected void append(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        lines.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage()
                + Optional.ofNullable(thrown).map(ThrowableProxyUtil::asString).orElse(""));
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    public String text() {
        return lines.stream().collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(before);
        logger.setAdditive(wasAdditive);
        stop();
    }
}
