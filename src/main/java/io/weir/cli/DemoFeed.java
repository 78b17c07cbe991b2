package io.weir.cli;

import io.weir.history.Event;
import io.weir.history.LabelSchedule;
import io.weir.history.Row;
import io.weir.transaction.LabelledTransaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Scanner;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends a history to the topics, paced. How far it has come is kept in a file, a little behind: what is sent again after a
 * crash is recognised by the stream.
 */
final class DemoFeed implements Runnable, AutoCloseable {

    /** Accounts look back 30 days, merchants 37; one day of lateness. */
    static final long WARM_UP = Duration.ofDays(38).toMillis();

    private static final int CHECKPOINT = 20_000;

    private final DemoSource source;
    private final DemoPlan plan;
    private final EventProducer producer;
    private final EventPace pace;
    private final Path checkpoint;
    private final Thread thread = new Thread(this, "demo-feed");
    private volatile boolean closing;
    private volatile boolean done;
    private final AtomicLong payments = new AtomicLong();
    private long events;
    private long badLine;
    private volatile @Nullable Throwable failure;

    DemoFeed(DemoSource source, DemoPlan plan, EventProducer producer, EventPace pace, Path dataDir) {
        this.source = source;
        this.plan = plan;
        this.producer = producer;
        this.pace = pace;
        this.checkpoint = dataDir.resolve("sent");
    }

    /** Sends beside the caller. */
    void start() {
        thread.start();
    }

    /** Sends until all is sent or it is asked to stop; {@link #failure} tells of what went wrong. */
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
        Sent before = Sent.read(checkpoint);
        badLine = before.badLine();
        try (HistoryFile rows = source.open(this::setAside)) {
            LabelSchedule schedule = new LabelSchedule(new Since(rows, plan.decideFromMillis() - WARM_UP));
            while (!closing && schedule.hasNext()) {
                Event event = schedule.next();
                if (events < before.events()) {
                    events++;
                    continue;
                }
                if (!pace.await(event.timeMillis())) {
                    break;
                }
                send(event);
            }
            done = !closing && !schedule.hasNext();
        }
        keep();
    }

    private void send(Event event) throws IOException {
        producer.send(event);
        payments.addAndGet(event instanceof Event.Payment ? 1 : 0);
        events++;
        if (events % CHECKPOINT == 0) {
            keep();
        }
    }

    /** Rows are read in the order of their lines: those up to the last one kept are in the topic already. */
    private void setAside(Row.Bad bad) {
        if (bad.line() > badLine) {
            producer.setAside(bad);
            badLine = bad.line();
        }
    }

    private void keep() throws IOException {
        producer.flush();
        new Sent(events, badLine).write(checkpoint);
    }

    /**
     * How far a feed has come.
     *
     * @param events payments and labels sent
     * @param badLine the last line that was set aside
     */
    private record Sent(long events, long badLine) {

        static Sent read(Path file) throws IOException {
            if (!Files.exists(file)) {
                return new Sent(0, 0);
            }
            try (Scanner scanner = new Scanner(file, StandardCharsets.UTF_8)) {
                return new Sent(scanner.nextLong(), scanner.nextLong());
            } catch (NoSuchElementException e) {
                throw new UserException(file + " is damaged; delete the directory, or give another --data-dir", e);
            }
        }

        void write(Path file) throws IOException {
            Path part = file.resolveSibling("sent.part");
            Files.writeString(part, events + " " + badLine);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Transactions sent by this run, those that only warm the profiles included. */
    long payments() {
        return payments.get();
    }

    /** True when everything was sent. */
    boolean done() {
        return done;
    }

    /** Stops sending; how far it has come is kept. */
    @Override
    public void close() {
        closing = true;
        pace.end();
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
