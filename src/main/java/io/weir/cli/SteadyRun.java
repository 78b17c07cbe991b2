package io.weir.cli;

import io.weir.cli.settings.Settings;
import io.weir.history.Event;
import io.weir.history.LabelSchedule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One steady load on a cluster of its own: history fills the profiles, then the load is sent and its decisions awaited. */
final class SteadyRun {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration STALLED = Duration.ofSeconds(60);
    private static final Duration MISSING = Duration.ofSeconds(30);

    private final SteadyPlan plan;
    private final BenchBank bank;
    private final Output output;
    private final CleanStop stop;

    SteadyRun(SteadyPlan plan, BenchBank bank, Output output, CleanStop stop) {
        this.plan = plan;
        this.bank = bank;
        this.output = output;
        this.stop = stop;
    }

    /** @param directory for the cluster's data; new */
    SteadyResult run(Settings.Delivery delivery, Path bundle, Path directory) throws IOException {
        try (BenchCluster cluster = new BenchCluster(directory, delivery, bundle, bank.end());
                EventProducer producer = producer(cluster)) {
            await("the stream does not start", STALLED, () -> cluster.isReady() ? 1 : 0, 1, cluster);
            fillProfiles(cluster, producer);
            output.line(
                    "%s: sending %,d a second for %d s, of which %d s are not timed",
                    BenchCluster.name(delivery),
                    plan.rate(),
                    plan.seconds() + plan.warmUpSeconds(),
                    plan.warmUpSeconds());
            return load(cluster, producer, delivery);
        }
    }

    /** Sends each transaction at once: what is due is not held back for a batch. */
    private static EventProducer producer(BenchCluster cluster) {
        Map<String, Object> kafka = new HashMap<>(KafkaClients.producerSettings(cluster.settings()));
        kafka.put("linger.ms", "0");
        return new EventProducer(kafka, cluster.wire(), cluster.streamSettings().topics());
    }

    private void fillProfiles(BenchCluster cluster, EventProducer producer) {
        LabelSchedule events = new LabelSchedule(
                bank.history(plan.historyDays()),
                LabelSchedule.Labels.FRAUDS,
                bank.end().toEpochMilli() - 1);
        long payments = 0;
        while (events.hasNext() && !stop.requested()) {
            Event event = events.next();
            payments += event instanceof Event.Payment ? 1 : 0;
            producer.send(event);
        }
        producer.flush();
        output.line("filling the profiles with %,d transactions of %d days", payments, plan.historyDays());
        await("the history does not get through", STALLED, cluster::warmedUp, payments, cluster);
    }

    private SteadyResult load(BenchCluster cluster, EventProducer producer, Settings.Delivery delivery) {
        String topic = cluster.streamSettings().topics().decisions();
        SteadyLoad load = new SteadyLoad(bank.toCome(), producer, plan.rate());
        try (SteadyReader reader = new SteadyReader(cluster.settings(), cluster.wire(), topic, load.pace(), plan)) {
            load.run(plan.count(), plan.warmUp(), stop);
            long before = -1;
            for (long now = reader.decided(); now < plan.count() && now > before; now = reader.decided()) {
                before = now;
                awaitMore(reader, now, cluster);
            }
            return reader.result(delivery, load.late());
        }
    }

    /** Waits until there are more decisions, but no longer than those that are missing deserve. */
    private void awaitMore(SteadyReader reader, long known, BenchCluster cluster) {
        long deadline = System.nanoTime() + MISSING.toNanos();
        while (reader.decided() == known && System.nanoTime() < deadline) {
            check(reader.failure());
            check(cluster.failure());
            pause();
        }
    }

    /** Waits until a count is reached; fails when it stands still for too long. */
    private void await(String problem, Duration longest, LongSupplier count, long wanted, BenchCluster cluster) {
        long last = -1;
        long since = System.nanoTime();
        for (long now = count.getAsLong(); now < wanted; now = count.getAsLong()) {
            check(cluster.failure());
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
            if (System.nanoTime() - since > longest.toNanos()) {
                throw new UserException(
                        problem + ": " + now + " of " + wanted + " after " + longest.toSeconds() + " s");
            }
            pause();
        }
    }

    private void pause() {
        if (stop.await(LOOK)) {
            throw new UserException("stopped before the end; nothing was written");
        }
    }

    private static void check(@Nullable Throwable failure) {
        if (failure != null) {
            throw new UserException("the measurement cannot go on: " + Failures.message(failure), failure);
        }
    }
}
