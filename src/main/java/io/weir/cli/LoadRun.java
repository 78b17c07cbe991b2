package io.weir.cli;

import io.weir.cli.LoadCase.Shape;
import io.weir.history.Event;
import io.weir.history.LabelSchedule;
import io.weir.transaction.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One case on a cluster of its own: history fills the profiles, then the load is sent and what comes of it awaited; for Weir, and
 * then for the floor made of what Weir has written.
 */
final class LoadRun {

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration STALLED = Duration.ofSeconds(90);
    private static final Duration MISSING = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final LoadCase load;
    private final BenchBank bank;
    private final Output output;
    private final CleanStop stop;
    private final LoadPayments payments;
    /** Payments that filled Weir's profiles: as many fill the floor's. */
    private int history;

    /**
     * What a system did once.
     *
     * @param mark where its topics were before
     */
    private record Round(LoadResult result, LoadMark mark) {}

    LoadRun(LoadCase load, BenchBank bank, Output output, CleanStop stop) {
        this.load = load;
        this.bank = bank;
        this.output = output;
        this.stop = stop;
        this.payments = new LoadPayments(bank.toCome(), load, bank.end().toEpochMilli());
    }

    /** @param directory for the cluster's data; new */
    List<LoadResult> run(Path bundle, Path directory) throws IOException {
        List<LoadResult> results = new ArrayList<>();
        try (LoadCluster cluster = new LoadCluster(directory, load, bundle, bank.end());
                LoadGenerator generator =
                        new LoadGenerator(KafkaClients.producerSettings(cluster.settings()), payments)) {
            LoadedWeir weir = new LoadedWeir(cluster, load.instances());
            LoadedFloor floor = new LoadedFloor(cluster, load.instances());
            try {
                start(weir);
                fill(cluster, weir);
                for (int round = 0; round < load.turns(); round++) {
                    results.add(turn(cluster, generator, weir, floor, round));
                    if (load.floor()) {
                        results.add(turn(cluster, generator, floor, round));
                    }
                }
            } finally {
                weir.stop();
                floor.stop();
            }
        }
        return results;
    }

    /** Weir's; the floor is to write as much. */
    private LoadResult turn(
            LoadCluster cluster, LoadGenerator generator, LoadedWeir weir, LoadedFloor floor, int round) {
        Round done = round(cluster, generator, weir, round);
        weir.stop();
        if (!load.floor() && !isLast(round)) {
            return done.result();
        }
        Map<String, FloorSamples> written = FloorSamples.since(done.mark(), weir.written());
        floor.like(written);
        LoadResult result = done.result().with(written);
        return isLast(round) ? result.with(LoadSample.since(done.mark(), cluster)) : result;
    }

    private LoadResult turn(LoadCluster cluster, LoadGenerator generator, LoadedFloor floor, int round) {
        if (round == 0) {
            start(floor);
            fill(generator, floor);
        }
        Round done = round(cluster, generator, floor, round);
        floor.stop();
        return isLast(round) ? done.result().with(FloorSamples.since(done.mark(), floor.written())) : done.result();
    }

    private boolean isLast(int round) {
        return round == load.turns() - 1;
    }

    private void start(LoadSystem system) {
        system.start();
        await(system, system.name() + " does not start", () -> system.isReady() ? 1 : 0, 1);
    }

    /** Payments and reports of the simulated bank, or payments of the accounts that the case asks for. */
    private void fill(LoadCluster cluster, LoadedWeir weir) {
        long count = 0;
        try (EventProducer producer = new EventProducer(
                KafkaClients.producerSettings(cluster.settings()),
                cluster.wire(),
                cluster.streamSettings().topics())) {
            if (load.accounts() > 0) {
                for (; count < load.history() && !stop.requested(); count++) {
                    producer.send(new Event.Payment(payments.past((int) count)));
                }
            } else {
                LabelSchedule events = new LabelSchedule(
                        bank.history(load.historyDays()),
                        LabelSchedule.Labels.FRAUDS,
                        bank.end().toEpochMilli() - 1);
                while (events.hasNext() && !stop.requested()) {
                    Event event = events.next();
                    count += event instanceof Event.Payment ? 1 : 0;
                    producer.send(event);
                }
            }
            producer.flush();
        }
        history = Math.toIntExact(count);
        output.line("filling the profiles with %,d transactions", count);
        await(weir, "the history does not get through", weir::filled, count);
    }

    private void fill(LoadGenerator generator, LoadedFloor floor) {
        for (int n = 0; n < history && !stop.requested(); n++) {
            Transaction payment = payments.past(n);
            generator.send(floor.inputTopic(), payment.account(), floor.input(-1 - n, payment));
        }
        generator.flush();
        await(floor, "the floor's history does not get through", floor::filled, history);
    }

    /** One load; a backlog lies there before the system starts. */
    private Round round(LoadCluster cluster, LoadGenerator generator, LoadSystem system, int round) {
        int first = round * load.count();
        LoadMark mark = LoadMark.now(cluster.settings(), system.written().values());
        try (LoadReader reader = new LoadReader(cluster.settings(), system, first, load.warmUp())) {
            Histogram late = new Histogram(3);
            if (load.shape() == Shape.DRAIN) {
                system.stop();
                output.line("%s: round %d, %,d transactions wait", system.name(), round + 1, load.count());
                generator.backlog(system, first, load.count());
                reader.start(null);
                system.start();
            } else {
                output.line(
                        "%s: sending %,d in %d s", system.name(), load.count(), load.warmUpSeconds() + load.seconds());
                LoadClock clock = LoadClock.start(load.pace());
                reader.start(clock);
                late = generator.run(system, clock, first, load, stop, () -> {
                    check(reader.failure());
                    check(system.failure());
                });
            }
            long before = -1;
            for (long now = reader.seen(); now < load.count() && now > before; now = reader.seen()) {
                before = now;
                awaitMore(reader, now, system);
            }
            settle(reader, system);
            Histogram sentLate = late;
            return new Round(reader.look(tally -> LoadResult.of(system.name(), load, tally, sentLate)), mark);
        }
    }

    /** What came twice may come with a later commit than the last transaction. */
    private void settle(LoadReader reader, LoadSystem system) {
        long until = System.nanoTime() + load.commitInterval().plus(SETTLED).toNanos();
        while (System.nanoTime() < until) {
            check(reader.failure());
            check(system.failure());
            pause();
        }
    }

    /** Waits until there are more records, but no longer than those that are missing deserve. */
    private void awaitMore(LoadReader reader, long known, LoadSystem system) {
        long deadline = System.nanoTime() + MISSING.toNanos();
        while (reader.seen() == known && System.nanoTime() < deadline) {
            check(reader.failure());
            check(system.failure());
            pause();
        }
    }

    /** Waits until a count is reached; fails when it stands still for too long. */
    private void await(LoadSystem system, String problem, LongSupplier count, long wanted) {
        long last = -1;
        long since = System.nanoTime();
        for (long now = count.getAsLong(); now < wanted; now = count.getAsLong()) {
            check(system.failure());
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
            if (System.nanoTime() - since > STALLED.toNanos()) {
                throw new UserException(
                        problem + ": " + now + " of " + wanted + " after " + STALLED.toSeconds() + " s");
            }
            pause();
        }
    }

    private void pause() {
        if (stop.await(LOOK)) {
            throw new UserException("stopped before the end of the case; what was measured of it is lost");
        }
    }

    private static void check(@Nullable Throwable failure) {
        if (failure != null) {
            throw new UserException("the measurement cannot go on: " + Failures.message(failure), failure);
        }
    }
}
