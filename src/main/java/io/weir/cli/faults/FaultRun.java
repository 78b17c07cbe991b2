package io.weir.cli.faults;

import io.weir.stream.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * An application at work on a history, and somebody who does it harm: waits until it has come so far, injects, and measures how
 * long it takes until it has gone on. For one thread.
 */
final class FaultRun implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Duration SETTLED = Duration.ofSeconds(3);
    private static final int MOST_LOOKS = 20;

    private final World world;
    private final Application application;
    private final Watch watch;
    private final Book book;
    private final Map<String, Integer> injected = new LinkedHashMap<>();
    private final List<Double> recoveries = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final SplittableRandom random;
    private final long startedNanos = System.nanoTime();
    private final int payments;
    private final int labels;
    private final int deadLetters;
    private boolean supervised = true;
    private long faultNanos;
    private long faultTime;

    FaultRun(World world, Application application, Book book, long seed) {
        this.world = world;
        this.application = application;
        this.book = book;
        this.random = new SplittableRandom(seed);
        Topics topics = application.setup().topics();
        this.watch = new Watch(world.brokers().plain(), topics, world.wire());
        this.payments = book.decisions().tally().expected();
        this.labels = book.outcomes().tally().expected();
        this.deadLetters = book.deadLetters().tally().expected();
    }

    World world() {
        return world;
    }

    Application application() {
        return application;
    }

    SplittableRandom random() {
        return random;
    }

    void note(String text) {
        notes.add(text);
    }

    /** Whether instances that end by themselves are started again. */
    void supervised(boolean now) {
        supervised = now;
    }

    /** Waits until a share of the payments is decided. */
    void until(double share) {
        await(() -> watch.decided() >= share * payments);
    }

    /** Waits until an instance has said something. */
    void untilSaid(String text) {
        await(() -> application.said(text) > 0);
    }

    /** Goes on looking for a while. */
    void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await(() -> System.nanoTime() >= end);
    }

    /** Waits until nothing has been decided for a while, however long that takes up to a minute. */
    void untilQuiet(Duration time) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        await(() -> watch.quiet().compareTo(time) >= 0 || isComplete() || System.nanoTime() >= end);
    }

    /** Counts a fault that happens now. */
    void fault(String what) {
        injected.merge(what, 1, Integer::sum);
        from();
        if (isComplete()) {
            notes.add(what + " came after all was decided");
        }
    }

    /** Counts faults that were in the input from the beginning. */
    void put(String what, int count) {
        injected.merge(what, count, Integer::sum);
    }

    /** Recovery is counted from now. */
    void from() {
        watch.look(Duration.ZERO);
        faultNanos = System.nanoTime();
        faultTime = watch.latest();
    }

    /**
     * Waits until it has gone on: until a payment is decided that lies half a day of event time beyond all that were decided when
     * the fault came. That takes a version of the base rate for which every task has to go on.
     */
    void recover() {
        boolean recovered = await(() -> watch.latest() >= faultTime + FaultBank.DAY / 2 || isComplete());
        recoveries.add(recovered ? (System.nanoTime() - faultNanos) / 1e9 : Double.NaN);
    }

    private boolean isComplete() {
        return watch.decided() >= payments && watch.outcomes() >= labels && watch.deadLetters() >= deadLetters;
    }

    /** Looks until a condition holds; false when nothing at all comes for too long. */
    private boolean await(BooleanSupplier condition) {
        long since = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (Math.min(System.nanoTime() - since, watch.quiet().toNanos()) > PATIENCE.toNanos()) {
                return false;
            }
            watch.look(LOOK);
            if (supervised) {
                application.supervise();
            }
        }
        return true;
    }

    /** Waits for the end, ends the instances in order and compares what they left with the undisturbed run; null: this is that. */
    FaultResult finish(Faults.Fault fault, Book undisturbed) throws IOException {
        await(this::isComplete);
        settle();
        application.end();
        new Contents(world.brokers(), application.setup(), world.wire()).into(book);
        return Verdict.of(
                fault,
                book,
                undisturbed,
                new Verdict.Course(
                        injected,
                        List.copyOf(recoveries),
                        application.endedByThemselves(),
                        List.copyOf(notes),
                        (System.nanoTime() - startedNanos) / 1e9));
    }

    /** Until all instances run and no topic of the application has grown for a while. */
    private void settle() {
        Application.Setup setup = application.setup();
        List<TopicPartition> all = world.brokers().partitions(setup.name() + ".", setup.applicationId() + "-");
        Map<TopicPartition, Long> before = Map.of();
        for (int i = 0; i < MOST_LOOKS; i++) {
            Map<TopicPartition, Long> now = world.brokers().ends(all);
            if (now.equals(before) && application.isRunning()) {
                return;
            }
            before = now;
            pause(SETTLED);
        }
    }

    @Override
    public void close() {
        watch.close();
        application.close();
    }
}
