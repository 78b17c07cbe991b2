package io.weir.cli.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Writes a history while it is decided, in its order and never further ahead of what is decided than {@value #CALM_HOURS} hours of
 * event time; when a fault is to come, up to {@value #SURGE_HOURS}, so that it hits an application that is just reading. On a
 * thread of its own.
 */
final class Supply implements AutoCloseable {

    static final int CALM_HOURS = 36;
    private static final int SURGE_HOURS = 48;
    private static final long LOOK_NANOS = 2_000_000;

    private final List<Sent> records;
    private final Feed feed;
    private final Book book;
    private final boolean live;
    private final List<Future<RecordMetadata>> written = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "supply");
    private volatile LongSupplier decidedUntil = () -> Long.MIN_VALUE;
    private volatile long surgeUntil = Long.MIN_VALUE;
    private volatile int sendable;
    private volatile long nanosPerDay;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    /**
     * Notes in the book what is to come.
     *
     * @param live whether times are those of the clock, at which records are sent; else of the past
     */
    Supply(List<Sent> records, boolean live, Feed feed, Book book) {
        this.records = List.copyOf(records);
        this.live = live;
        this.feed = feed;
        this.book = book;
        this.sendable = records.size();
        for (Sent each : records) {
            switch (each.expected()) {
                case DECISION -> book.decisions().expect(Objects.requireNonNull(each.id()));
                case OUTCOME -> book.outcomes().expect(Objects.requireNonNull(each.id()));
                case DEAD_LETTER, NOTHING -> {}
            }
        }
    }

    /** Begins. */
    void start(LongSupplier latestDecided) {
        decidedUntil = latestDecided;
        thread.setDaemon(true);
        thread.start();
    }

    /** How many dead letters are to come. */
    int deadLetters() {
        return (int) records.stream()
                .filter(each -> each.expected() == Sent.Expected.DEAD_LETTER)
                .count();
    }

    /** Sends more at once than usual. */
    void surge() {
        surgeUntil = decided() + SURGE_HOURS * FaultBank.HOUR;
    }

    /** Sends only the first of the records for now, a share of them; 1: all. */
    void upTo(double share) {
        sendable = (int) Math.round(share * records.size());
    }

    /** Sends a day of the history in no less than this. */
    void slowly(java.time.Duration perDay) {
        nanosPerDay = perDay.toNanos();
    }

    private long decided() {
        return Math.max(FaultBank.begin(), decidedUntil.getAsLong());
    }

    private boolean isDue(int number) {
        long time = records.get(number).time();
        if (number >= sendable) {
            return false;
        }
        return live
                ? time <= System.currentTimeMillis()
                : time <= Math.max(decided() + CALM_HOURS * FaultBank.HOUR, surgeUntil);
    }

    private void run() {
        try {
            for (int i = 0; i < records.size(); i++) {
                while (!isDue(i) && !closed) {
                    LockSupport.parkNanos(LOOK_NANOS);
                }
                if (closed) {
                    return;
                }
                written.add(feed.send(records.get(i)));
                if (nanosPerDay > 0 && i > 0) {
                    double days =
                            (double) (records.get(i).time() - records.get(i - 1).time()) / FaultBank.DAY;
                    LockSupport.parkNanos((long) (days * nanosPerDay));
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** @throws IllegalStateException when the rest will not be sent */
    void check() {
        RuntimeException why = failure;
        if (why != null) {
            throw new IllegalStateException("the input could not be sent: " + why.getMessage(), why);
        }
    }

    /** Waits until the brokers have all; where each dead letter's record stands is in the book then. */
    void finish() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        check();
        for (int i = 0; i < written.size(); i++) {
            RecordMetadata place = Feed.written(written.get(i));
            Sent each = records.get(i);
            if (each.expected() == Sent.Expected.DEAD_LETTER) {
                String letter = Book.letter(String.valueOf(each.reason()), each.key(), each.value());
                book.deadLetters().expect(Book.place(place), letter);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
