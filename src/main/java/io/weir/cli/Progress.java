package io.weir.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far long work has come: a bar where standard error is a terminal, else a plain line every few seconds. Work that
 * ends sooner than the first line says nothing. For one thread.
 */
final class Progress implements AutoCloseable {

    /** Total of work whose end is not known. */
    static final long UNKNOWN = -1;

    private static final long LINE_NANOS = 5_000_000_000L;

    private final String task;
    private final long total;
    private final PrintStream err;
    private final LongSupplier nanoTime;
    private final long started;
    private final @Nullable ProgressBar bar;
    private long lastLine;
    private long done;

    private Progress(String task, long total, PrintStream err, LongSupplier nanoTime, @Nullable ProgressBar bar) {
        this.task = task;
        this.total = total;
        this.err = err;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.lastLine = started;
        this.bar = bar;
    }

    /**
     * @param task what is being done, for example "reading"
     * @param total how many steps there will be, or {@link #UNKNOWN}
     */
    static Progress start(String task, long total) {
        ProgressBar bar = null;
        if (Terminal.stderr()) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .showSpeed()
                    .setConsumer(new ConsoleProgressBarConsumer(System.err, Terminal.columns() - 1))
                    .build();
        }
        return new Progress(task, total, System.err, System::nanoTime, bar);
    }

    /** Plain lines, by a clock that a test turns. */
    static Progress plain(String task, long total, PrintStream err, LongSupplier nanoTime) {
        return new Progress(task, total, err, nanoTime, null);
    }

    /** Some more steps are done. */
    void step(long steps) {
        to(done + steps);
    }

    /** So many steps are done since the start. */
    void to(long steps) {
        done = steps;
        if (bar != null) {
            bar.stepTo(steps);
            return;
        }
        long now = nanoTime.getAsLong();
        if (now - lastLine >= LINE_NANOS) {
            lastLine = now;
            err.println(text((now - started) / 1e9));
        }
    }

    private String text(double seconds) {
        String share = total > 0 ? String.format(Locale.ROOT, " of %,d (%.0f %%)", total, 100.0 * done / total) : "";
        return String.format(Locale.ROOT, "%s: %,d%s, %,.0f/s", task, done, share, done / seconds);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
