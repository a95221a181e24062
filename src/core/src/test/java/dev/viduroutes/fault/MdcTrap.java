package dev.viduroutes.fault;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Hears what is logged with what stood in the MDC, until it is closed. */
public final class MdcTrap extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    /** A line of the log. */
    public record Line(String logger, String message, Map<String, String> mdc) {

        public String requestId() {
            return mdc.getOrDefault("vidu.requestId", "");
        }

        public String taskId() {
            return mdc.getOrDefault("vidu.taskId", "");
        }
    }

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Level before;

    private MdcTrap(String name, Level level) {
        logger = (Logger) LoggerFactory.getLogger(name);
        before = logger.getLevel();
        logger.setLevel(level);
        start();
        logger.addAppender(this);
    }

    public static MdcTrap of(String name, Level level) {
        return new MdcTrap(name, level);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(new Line(event.getLoggerName(), event.getFormattedMessage(), Map.copyOf(event.getMDCPropertyMap())));
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(before);
        stop();
    }
}
