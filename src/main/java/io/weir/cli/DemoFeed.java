package io.weir.cli;

import io.weir.history.Event;
import io.weir.history.LabelSchedule;
import io.weir.transaction.LabelledTransaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a history to the topics, paced. How far it has come is kept in a file, a little behind: what is sent again after a
 * crash is recognised by the stream.
 */
final class DemoFeed implements Runnable, AutoCloseable {

    /** Accounts look back 30 days, merchants 37; one day of lateness. */
    private static final long WARM_UP = Duration.ofDays(38).toMillis();

    private static final int CHECKPOINT = 20_000;

    private final DemoSource source;
    private final DemoPlan plan;
    private final EventProducer producer;
    private final EventPace pace;
    private final Path checkpoint;
    private final Thread thread = new Thread(this, "demo-feed");
    private volatile boolean closing;
    private volatile boolean done;
    private volatile long payments;
    private long events;
    private volatile @Nullable Throwable failure;

    DemoFeed(DemoSource source, DemoPlan plan, EventProducer producer, EventPace pace, Path dataDir) {
        this.source = source;
        this.plan = plan;
        this.producer = producer;
        this.pace = pace;
        this.checkpoint = dataDir.resolve("sent");
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        try {
            feed();
        } catch (Throwable e) {
            // An error too: without the feed the demo would wait for ever.
            failure = e;
        }
    }

    private void feed() throws IOException {
        long sentNow = 0;
        long sentBefore = Files.exists(checkpoint)
                ? Long.parseLong(Files.readString(checkpoint).strip())
                : 0;
        boolean[] skipping = {sentBefore > 0};
        try (HistoryFile rows = source.open(bad -> {
            if (!skipping[0]) {
                producer.setAside(bad);
            }
        })) {
            LabelSchedule schedule = new LabelSchedule(new Since(rows, plan.decideFromMillis() - WARM_UP));
            while (schedule.hasNext()) {
                Event event = schedule.next();
                if (events < sentBefore) {
                    events++;
                    continue;
                }
                skipping[0] = false;
                if (closing || !pace.await(event.timeMillis())) {
                    keep();
                    return;
                }
                producer.send(event);
                sentNow += event instanceof Event.Payment ? 1 : 0;
                payments = sentNow;
                events++;
                if (events % CHECKPOINT == 0) {
                    keep();
                }
            }
        }
        keep();
        done = true;
    }

    private void keep() throws IOException {
        producer.flush();
        Path part = checkpoint.resolveSibling("sent.part");
        Files.writeString(part, Long.toString(events));
        Files.move(part, checkpoint, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Transactions sent by this run, those that only warm the profiles included. */
    long payments() {
        return payments;
    }

    /** True when everything was sent. */
    boolean done() {
        return done;
    }

    /** Stops sending; how far it has come is kept. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why it stopped before the end; null otherwise. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** The transactions from a time on. */
    private static final class Since implements Iterator<LabelledTransaction> {

        private final Iterator<LabelledTransaction> all;
        private final long fromMillis;
        private @Nullable LabelledTransaction next;

        Since(Iterator<LabelledTransaction> all, long fromMillis) {
            this.all = all;
            this.fromMillis = fromMillis;
        }

        @Override
        public boolean hasNext() {
            while (next == null && all.hasNext()) {
                LabelledTransaction candidate = all.next();
                next = candidate.transaction().timeMillis() >= fromMillis ? candidate : null;
            }
            return next != null;
        }

        @Override
        public LabelledTransaction next() {
            LabelledTransaction found = hasNext() ? next : null;
            if (found == null) {
                throw new NoSuchElementException("no more transactions");
            }
            next = null;
            return found;
        }
    }
}
