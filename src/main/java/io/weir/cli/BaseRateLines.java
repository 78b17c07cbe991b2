package io.weir.cli;

import io.weir.baserate.BaseRateCommand;
import io.weir.baserate.BaseRateNow;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.BaseRateVersion.Interval;
import io.weir.baserate.World;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The base rate for a person: what holds now in sentences, then versions in columns and commands; 120 columns wide. */
final class BaseRateLines {

    static final int WIDTH = 120;
    private static final String COLUMNS = "%7s  %-16s  %-11s  %-20s  %6s  %6s  %8s  %6s  %-12s  %s";
    private static final DateTimeFormatter MINUTE = time("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter SHORT = time("MM-dd HH:mm");

    private BaseRateLines() {}

    static List<String> of(BaseRateBook book, long now, int last) {
        List<String> lines = new ArrayList<>(inForce(book.at(now), now));
        List<BaseRateVersion> versions = book.newest(last);
        if (!versions.isEmpty()) {
            lines.add("");
            lines.add(line(
                    COLUMNS,
                    "version",
                    "window end (UTC)",
                    "effective",
                    "estimate [95 %] in %",
                    "labels",
                    "scores",
                    "deployed",
                    "shift",
                    "cause",
                    "world"));
            versions.forEach(version -> row(lines, version));
        }
        List<BaseRateCommand> commands = book.newestCommands(last);
        if (!commands.isEmpty()) {
            lines.add("");
            lines.add("commands, newest first:");
            commands.forEach(command -> lines.add(command(command, now)));
        }
        return lines;
    }

    private static void row(List<String> lines, BaseRateVersion version) {
        lines.add(line(
                COLUMNS,
                version.version(),
                MINUTE.format(Instant.ofEpochMilli(version.windowEndMillis())),
                SHORT.format(Instant.ofEpochMilli(version.effectiveFromMillis())),
                line("%s [%s, %s]", percent(version.estimate()), percent(version.lower()), percent(version.upper())),
                version.labels() == null ? "-" : percent(version.labels().estimate()),
                version.scores() == null ? "-" : percent(version.scores().estimate()),
                percent(version.deployed()),
                line("%+.3f", version.shift()),
                RecordLines.word(version.cause()),
                RecordLines.word(version.world())));
        for (String alarm : version.alarms()) {
            String text = line("%7s  alarm: %s", "", alarm);
            lines.add(text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "…" : text);
        }
    }

    private static List<String> inForce(BaseRateNow now, long time) {
        BaseRateVersion version = now.version();
        List<String> lines = new ArrayList<>();
        BaseRateCommand command = now.ordered() == null ? null : now.command();
        if (command != null) {
            lines.add(line(
                    "in force: %s %%, by command %s since %s%s",
                    percent(command.rate()),
                    command.id(),
                    MINUTE.format(Instant.ofEpochMilli(command.effectiveFromMillis())),
                    version == null ? "" : line("; version %d is in force beside it", version.version())));
        }
        if (version == null) {
            lines.add("no version of the base rate is in force yet"
                    + (command == null ? ": the champion's own holds" : ""));
            return lines;
        }
        if (command == null) {
            lines.add(line(
                    "in force: %s %%, by version %d since %s",
                    percent(version.deployed()),
                    version.version(),
                    MINUTE.format(Instant.ofEpochMilli(version.effectiveFromMillis()))));
        }
        if (now.isStale(time)) {
            lines.add(line(
                    "stale: a version after %d should have been there since %s; no traffic, or the estimator is behind",
                    version.version(), MINUTE.format(Instant.ofEpochMilli(version.horizonMillis()))));
        }
        evidence(lines, version);
        return lines;
    }

    private static void evidence(List<String> lines, BaseRateVersion version) {
        lines.add(line(
                "estimate: %s; labels alone: %s; scores alone: %s",
                interval(new Interval(version.estimate(), version.lower(), version.upper())),
                interval(version.labels()),
                interval(version.scores())));
        lines.add(line(
                "deployed: %s %%, a shift of %+.3f of log-odds from %s %%, the champion's own",
                percent(version.deployed()), version.shift(), percent(version.reference())));
        lines.add("cause: " + cause(version));
        lines.add("world: " + world(version.world()));
        lines.add(line(
                "unseen: %.1f %% of a month's expected fraud was declined and so has no outcome: the labels may miss as much",
                100 * version.unseen()));
    }

    private static String cause(BaseRateVersion version) {
        return switch (version.cause()) {
            case HELD -> "held: the estimate does not differ enough";
            case MOVED -> "moved to the estimate";
            case RATE_LIMITED -> "moved towards the estimate as far as a window may";
            case BOUNDED -> "the estimate lies beyond the bound";
            case UNCERTAIN -> "held: too little evidence";
            case FROZEN -> "held: the world is in doubt";
        };
    }

    private static String world(World world) {
        return switch (world) {
            case NORMAL -> "normal";
            case WATCH -> "watch: it may have changed since the champion's calibration";
            case FROZEN -> "frozen: it has changed since the champion's calibration; the review band is wider";
            case RECOVERED ->
                "recovered: it looks as in the champion's calibration again; the review band is still wider";
        };
    }

    private static String command(BaseRateCommand command, long now) {
        return line(
                "  %s%s  from %s  %s  by %s%s",
                command.id(),
                command.version() == null ? "" : " to version " + command.version(),
                MINUTE.format(Instant.ofEpochMilli(command.effectiveFromMillis())),
                command.ordered() == null ? "the estimate's" : percent(command.rate()) + " %",
                command.by(),
                (command.reason().isEmpty() ? "" : ": " + command.reason())
                        + (command.effectiveFromMillis() > now ? " (to come)" : ""));
    }

    private static String interval(@Nullable Interval interval) {
        return interval == null
                ? "nothing"
                : line(
                        "%s %% [%s, %s]",
                        percent(interval.estimate()), percent(interval.lower()), percent(interval.upper()));
    }

    /** Five characters for any rate that is not a hundred percent. */
    private static String percent(double rate) {
        double percent = 100 * rate;
        return line(percent < 9.9995 ? "%.3f" : "%.2f", percent);
    }

    private static DateTimeFormatter time(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    private static String line(String format, @Nullable Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
