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
    /** Without anything new. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    /** For all of it. */
    private static final Duration MOST = Duration.ofMinutes(15);

    private static final long GONE_ON = 8 * FaultBank.HOUR;
    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration SURGE = Duration.ofSeconds(5);
    private static final Duration SETTLED = Duration.ofSeconds(3);
    private static final int MOST_LOOKS = 20;

    private final World world;
    private final Application application;
    private final Supply supply;
    private final Watch watch;
    private final Book book;
    private final Map<String, Integer> injected = new LinkedHashMap<>();
    private final List<Double> recoveries = new ArrayList<>();
    private final List<Long> unread = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final SplittableRandom random;
    private final boolean live;
    private final long startedNanos = System.nanoTime();
    private final int payments;
    private final int labels;
    private final int deadLetters;
    private boolean supervised = true;
    private long faultNanos = startedNanos;
    private long faultTime;

    FaultRun(World world, Application application, Supply supply, Book book, boolean live, long seed) {
        this.world = world;
        this.application = application;
        this.supply = supply;
        this.book = book;
        this.live = live;
        this.random = new SplittableRandom(seed);
        Topics topics = application.setup().topics();
        this.watch = new Watch(world.brokers().plain(), topics, world.wire());
        this.payments = book.decisions().tally().expected();
        this.labels = book.outcomes().tally().expected();
        this.deadLetters = supply.deadLetters();
        supply.start(watch::latest);
    }

    World world() {
        return world;
    }

    Application application() {
        return application;
    }

    Supply supply() {
        return supply;
    }

    SplittableRandom random() {
        return random;
    }

    void note(String text) {
        notes.add(text);
    }

    /** Something that makes the result unclean. */
    void problem(String text) {
        problems.add(text);
    }

    /** Whether instances that end by themselves are started again. */
    void supervised(boolean now) {
        supervised = now;
    }

    /** The share of the payments behind which no fault may come, since there might be no more input then. */
    double lastMoment() {
        return live ? 0.7 : 0.65 * Math.max(0.2, 1 - 1.5 / world.bank().days());
    }

    /** Waits until a share of the payments is decided. No more is sent than that takes, until the next fault comes. */
    void until(double share) {
        if (!live) {
            double ahead = Supply.CALM_HOURS / (24.0 * world.bank().days());
            supply.upTo(Math.min(1, share + ahead));
        }
        watch.catchUp();
        await(() -> watch.decided() >= share * payments);
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

    /** Waits until all instances work and input is on its way to them, and counts a fault that happens now. */
    void fault(String what) {
        faults(what, 1);
    }

    /** Several of a kind at once. */
    void faults(String what, int count) {
        if (!within(READY, this::allWork)) {
            problems.add("not every instance worked when this came: " + what);
        }
        supply.upTo(1);
        supply.surge();
        boolean coming = within(SURGE, () -> unread() > 0);
        unread.add(unread());
        injected.merge(what, count, Integer::sum);
        from();
        if (isComplete()) {
            problems.add("came after all was decided: " + what);
        } else if (!coming) {
            problems.add("came when no input was on its way: " + what);
        }
    }

    /** All that should run say so, and have partitions to read. */
    private boolean allWork() {
        return application.isRunning()
                && application.isAssigned(
                        world.brokers().members(application.setup().applicationId()));
    }

    /** Payments on the input's topic that the application has not done with. */
    private long unread() {
        Application.Setup setup = application.setup();
        return world.brokers().lag(setup.applicationId(), setup.topics().transactions());
    }

    /** Counts faults that are in the input, or published beside it. */
    void put(String what, int count) {
        injected.merge(what, count, Integer::sum);
    }

    /** Recovery is counted from now. */
    void from() {
        watch.catchUp();
        faultNanos = System.nanoTime();
        faultTime = live ? System.currentTimeMillis() : watch.latest();
    }

    /**
     * Waits until it has gone on. In a replay: until a payment is decided that lies eight hours of event time beyond all that were
     * decided when the fault came, more than a window of the base rate; that takes a version of the base rate for which every task has to go on. Live: until every
     * partition has decided a payment from after the fault.
     */
    void recover() {
        recover(() -> true);
    }

    /** The same, and until an instance that is starting runs. */
    void recoverWith(int instance) {
        recover(() -> application.isRunning(instance));
    }

    private void recover(BooleanSupplier also) {
        boolean recovered = await(() -> (hasGoneOn() || isComplete()) && also.getAsBoolean());
        recoveries.add(recovered ? (System.nanoTime() - faultNanos) / 1e9 : Double.NaN);
    }

    private boolean hasGoneOn() {
        return live ? watch.latestEverywhere() >= faultTime : watch.latest() >= faultTime + GONE_ON;
    }

    boolean isComplete() {
        return watch.decided() >= payments && watch.outcomes() >= labels && watch.deadLetters() >= deadLetters;
    }

    /** Looks until a condition holds; false when nothing at all comes for too long, or the run takes too long. */
    boolean await(BooleanSupplier condition) {
        long since = System.nanoTime();
        while (!condition.getAsBoolean()) {
            long now = System.nanoTime();
            if (Math.min(now - since, watch.quiet().toNanos()) > PATIENCE.toNanos()
                    || now - startedNanos > MOST.toNanos()) {
                return false;
            }
            supply.check();
            watch.look(LOOK);
            if (supervised) {
                application.supervise();
            }
        }
        return true;
    }

    /** Looks until a condition holds, but no longer than a while; whether it did. */
    private boolean within(Duration time, BooleanSupplier condition) {
        long end = System.nanoTime() + time.toNanos();
        boolean[] held = {false};
        await(() -> {
            held[0] = condition.getAsBoolean();
            return held[0] || System.nanoTime() >= end;
        });
        return held[0];
    }

    /** Waits for the end, ends the instances in order and compares what they left with the undisturbed run, which this may be. */
    FaultResult finish(Faults.Fault fault, Book undisturbed) throws IOException {
        supply.upTo(1);
        if (!await(this::isComplete)) {
            problems.add("given up: nothing new came for " + PATIENCE + ", or it took longer than " + MOST);
        } else {
            supply.finish();
        }
        settle();
        problems.addAll(application.end());
        new Contents(world.brokers(), application.setup(), world.wire()).into(book);
        return Verdict.of(fault, book, undisturbed, course());
    }

    /** How it went so far. */
    Verdict.Course course() {
        if (!unread.isEmpty()) {
            notes.add("payments on the input's topic that were not done with when a fault came: " + unread);
        }
        return new Verdict.Course(
                injected,
                List.copyOf(recoveries),
                application.endedByThemselves(),
                List.copyOf(notes),
                List.copyOf(problems),
                (System.nanoTime() - startedNanos) / 1e9);
    }

    /**
     * Until all instances run, the session of whoever was hurt last is over, and no topic of the application has grown for a
     * while.
     */
    private void settle() {
        Application.Setup setup = application.setup();
        List<TopicPartition> all = world.brokers().partitions(setup.name() + ".", setup.applicationId() + "-");
        Map<TopicPartition, Long> before = Map.of();
        for (int i = 0; i < MOST_LOOKS; i++) {
            Map<TopicPartition, Long> now = world.brokers().ends(all);
            long sinceFault = Duration.ofNanos(System.nanoTime() - faultNanos).toSeconds();
            if (now.equals(before) && application.isRunning() && sinceFault > Application.SESSION_SECONDS) {
                return;
            }
            before = now;
            pause(SETTLED);
        }
        problems.add("it never came to rest");
    }

    @Override
    public void close() {
        supply.close();
        watch.close();
        application.close();
    }
}
