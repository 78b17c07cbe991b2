package io.weir.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Where log lines go: standard error by the options, and for commands with a data directory a file with all details. */
final class Logging {

    private static final String FILE_NAME = "weir.log";
    private static final String[] KAFKA = {"org.apache.kafka", "kafka"};
    private static volatile @Nullable Path file;

    private Logging() {}

    /** The log file, or null while there is none. */
    static @Nullable Path file() {
        return file;
    }

    /** Levels by the options: quiet shows errors only, verbose adds details and what Kafka says. */
    static void configure(boolean verbose, boolean quiet, boolean stackTraces) {
        logger("io.weir").setLevel(verbose ? Level.DEBUG : Level.INFO);
        for (String name : KAFKA) {
            logger(name).setLevel(verbose ? Level.INFO : Level.WARN);
        }
        OutputStreamAppender<ILoggingEvent> console =
                (OutputStreamAppender<ILoggingEvent>) root().getAppender("STDERR");
        console.clearAllFilters();
        if (quiet) {
            console.addFilter(threshold(Level.ERROR));
        }
        if (stackTraces) {
            PatternLayoutEncoder encoder = encoder("%d{HH:mm:ss} %-5level %logger{0}: %msg%n%ex");
            console.setEncoder(encoder);
        }
    }

    /** A command that gives up soon and says so need not say every second that nobody is there. */
    static void muteConnections() {
        mute("org.apache.kafka.clients.NetworkClient");
    }

    /** A command that kills brokers need not say of every record that it was sent again. */
    static void muteRetries() {
        mute("org.apache.kafka.clients.producer.internals.Sender");
    }

    private static void mute(String name) {
        Logger logger = logger(name);
        if (!logger.isInfoEnabled()) {
            logger.setLevel(Level.ERROR);
        }
    }

    /**
     * From now on the log goes to {@code weir.log} in this directory too, with stack traces; at most 4 files of 20 MB. The screen is spared what
     * Kafka always warns of, unless it was asked to say more.
     */
    static void toFile(Path directory) {
        if (root().getAppender("FILE") != null) {
            return;
        }
        Path target = directory.resolve(FILE_NAME);
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context());
        appender.setName("FILE");
        appender.setFile(target.toString());
        appender.setEncoder(encoder("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{36}: %msg%n%ex"));
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context());
        rolling.setParent(appender);
        rolling.setFileNamePattern(target + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(3);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
        trigger.setContext(context());
        trigger.setMaxFileSize(FileSize.valueOf("20MB"));
        trigger.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(trigger);
        appender.start();
        root().addAppender(appender);
        file = target;
        if (!logger("org.apache.kafka").isInfoEnabled()) {
            root().getAppender("STDERR").addFilter(new KafkaNoise());
        }
    }

    private static PatternLayoutEncoder encoder(String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context());
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }

    private static ThresholdFilter threshold(Level level) {
        ThresholdFilter filter = new ThresholdFilter();
        filter.setLevel(level.toString());
        filter.start();
        return filter;
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static Logger logger(String name) {
        return context().getLogger(name);
    }

    private static Logger root() {
        return logger(Logger.ROOT_LOGGER_NAME);
    }
}
