package io.weir.cli;

import io.weir.cli.settings.Settings.Delivery;
import io.weir.yaml.Section;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One load: what is sent, and on what.
 *
 * @param name of the case in its scenario
 * @param shape how it is sent
 * @param rate transactions a second, for {@link Shape#RATE}
 * @param seconds that are timed, for {@link Shape#RATE}
 * @param warmUpSeconds at the same rate before them, not timed
 * @param burst seconds in each half minute at five times the rate; 0: none
 * @param transactions of the backlog, for {@link Shape#DRAIN}; the first quarter is not timed
 * @param rounds how often a backlog is drained, Weir and the floor in turn; with the floor the first of several is not counted
 * @param accounts whose payments are sent; 0: those of the simulated bank, as often as they pay
 * @param history payments that fill the profiles before the load
 * @param partitions of the topics
 * @param instances of Weir, in one process
 * @param threads of each instance
 */
record LoadCase(
        String name,
        Shape shape,
        Delivery delivery,
        int rate,
        int seconds,
        int warmUpSeconds,
        int burst,
        int transactions,
        int rounds,
        int accounts,
        int history,
        int partitions,
        int instances,
        int threads,
        boolean floor,
        Map<String, String> streams) {

    /** How a load is sent. */
    enum Shape {
        /** At a rate, whatever becomes of it. */
        RATE,
        /** All of it before the system starts. */
        DRAIN
    }

    static final LoadCase STANDARD = new LoadCase(
            "", Shape.RATE, Delivery.EXACTLY_ONCE, 1_000, 60, 20, 0, 200_000, 3, 0, 110_000, 6, 1, 1, true, Map.of());

    /** Seconds of a round of bursts, and by how much the rate grows in them. */
    static final int BURST_EVERY = 30;

    static final int BURST_FACTOR = 5;

    /** What a section says; where it says nothing, what the case before it has. */
    static LoadCase read(Section section, LoadCase standard) {
        Map<String, String> streams = section.textByKey("streams", "a text or number");
        return new LoadCase(
                section.matching("name", standard.name, "[a-z0-9.,-]{0,40}", "small letters, digits and hyphens"),
                section.choice("shape", standard.shape),
                section.choice("delivery", standard.delivery),
                section.whole("rate", standard.rate, 1, 1_000_000),
                section.whole("seconds", standard.seconds, 1, 1_000_000),
                section.whole("warm-up-seconds", standard.warmUpSeconds, 0, 3_600),
                section.whole("burst", standard.burst, 0, BURST_EVERY),
                section.whole("transactions", standard.transactions, 4, 100_000_000),
                section.whole("rounds", standard.rounds, 1, 100),
                section.whole("accounts", standard.accounts, 0, 10_000_000),
                section.whole("history", standard.history, 0, 100_000_000),
                section.whole("partitions", standard.partitions, 1, 1_000),
                section.whole("instances", standard.instances, 1, 100),
                section.whole("threads", standard.threads, 1, 100),
                section.flag("floor", standard.floor),
                streams.isEmpty() ? standard.streams : streams);
    }

    /** The same load for so long. */
    LoadCase withSeconds(@Nullable Integer changed) {
        return changed == null
                ? this
                : new LoadCase(
                        name,
                        shape,
                        delivery,
                        rate,
                        changed,
                        warmUpSeconds,
                        burst,
                        transactions,
                        rounds,
                        accounts,
                        history,
                        partitions,
                        instances,
                        threads,
                        floor,
                        streams);
    }

    /** Number of the first transaction of a round that is timed. */
    int warmUp() {
        return shape == Shape.DRAIN ? transactions / 4 : pace().countUntil(warmUpSeconds);
    }

    /** Transactions of a round. */
    int count() {
        return shape == Shape.DRAIN ? transactions : pace().countUntil(Math.addExact(warmUpSeconds, seconds));
    }

    /** When each is due. */
    LoadPace pace() {
        return new LoadPace(rate, burst);
    }
}
