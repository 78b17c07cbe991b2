package io.weir.cli;

import io.weir.cli.settings.Settings.Delivery;
import io.weir.yaml.Section;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One load: what is sent, and on what.
 *
 * @param name of the case in its scenario
 * @param shape how it is sent
 * @param delivery what Weir and the floor promise
 * @param rate transactions a second, for {@link Shape#RATE}
 * @param seconds that are timed, for {@link Shape#RATE}
 * @param warmUpSeconds at the same rate before them, not timed
 * @param burst seconds in each half minute at five times the rate; 0: none
 * @param transactions of the backlog, for {@link Shape#DRAIN}; the first quarter is not timed
 * @param rounds how often a backlog is drained, Weir and the floor in turn; the first of several is not counted
 * @param accounts whose payments are sent, one as often as the other; 0: those of the simulated bank, as often as they pay
 * @param merchants at which they pay, one as often as the other; 0: those of the simulated bank
 * @param history payments that fill the profiles before the load
 * @param liveWithin how far a payment may lie behind the clock and not wait for those before it
 * @param partitions of the topics
 * @param instances of Weir, in one process
 * @param threads of each instance
 * @param floor whether the floor runs as well
 * @param streams settings of Kafka Streams
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
        int merchants,
        int history,
        Duration liveWithin,
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
            "",
            Shape.RATE,
            Delivery.EXACTLY_ONCE,
            1_000,
            60,
            20,
            0,
            200_000,
            3,
            0,
            0,
            108_000,
            Duration.ofHours(1),
            6,
            1,
            1,
            true,
            Map.of());

    private static final List<String> ONLY_RATE = List.of("rate", "seconds", "warm-up-seconds", "burst");
    private static final List<String> ONLY_DRAIN = List.of("transactions", "rounds");

    /** Payments of a case: they are numbered by an int. */
    private static final long MOST = 500_000_000;

    private static final int A_DAY = BenchBank.A_DAY;

    /** Seconds of a round of bursts, and by how much the rate grows in them. */
    static final int BURST_EVERY = 30;

    static final int BURST_FACTOR = 5;

    /** What a section says; where it says nothing, what the case before it has. */
    static LoadCase read(Section section, LoadCase standard) {
        Map<String, String> streams = section.textByKey("streams", "a text or number");
        LoadCase load = new LoadCase(
                section.matching("name", standard.name, "[a-z0-9][a-z0-9-]{0,40}", "small letters, digits and hyphens"),
                section.choice("shape", standard.shape),
                section.choice("delivery", standard.delivery),
                section.whole("rate", standard.rate, 1, 1_000_000),
                section.whole("seconds", standard.seconds, 1, 1_000_000),
                section.whole("warm-up-seconds", standard.warmUpSeconds, 0, 3_600),
                section.whole("burst", standard.burst, 0, BURST_EVERY),
                section.whole("transactions", standard.transactions, 4, 100_000_000),
                section.whole("rounds", standard.rounds, 1, 100),
                section.whole("accounts", standard.accounts, 0, 10_000_000),
                section.whole("merchants", standard.merchants, 0, 10_000_000),
                section.whole("history", standard.history, 0, 100_000_000),
                section.duration("live-within", standard.liveWithin.toString()),
                section.whole("partitions", standard.partitions, 1, 1_000),
                section.whole("instances", standard.instances, 1, 100),
                section.whole("threads", standard.threads, 1, 100),
                section.flag("floor", standard.floor),
                streams.isEmpty() ? standard.streams : streams);
        load.check(section);
        return load;
    }

    /** Nothing that a section says may be without effect, and numbers have to be numbers of payments. */
    private void check(Section section) {
        boolean drain = shape == Shape.DRAIN;
        for (String key : drain ? ONLY_RATE : ONLY_DRAIN) {
            if (section.keys().contains(key)) {
                throw section.error(
                        key, "means nothing here; allowed: with shape: " + (drain ? "rate" : "drain") + " only");
            }
        }
        if (sent() > MOST) {
            throw section.error(
                    drain ? "rounds" : "seconds",
                    "makes " + sent() + " payments of the load; allowed: " + MOST + " or less in a case");
        }
        if (accounts == 0 && merchants > 0) {
            throw section.wrong("merchants", "0 where accounts is 0: both are the simulated bank's, or neither");
        }
        if (accounts == 0 && (history % A_DAY != 0 || history > BenchBank.HISTORY_DAYS * A_DAY)) {
            throw section.wrong(
                    "history",
                    "whole days of the simulated bank, multiples of " + A_DAY + " up to "
                            + BenchBank.HISTORY_DAYS * A_DAY + ", where accounts is 0");
        }
    }

    /** Payments of all rounds. */
    private long sent() {
        return shape == Shape.DRAIN ? (long) rounds * transactions : pace().countUntil(warmUpSeconds + seconds);
    }

    /** So many days of the simulated bank are its history. */
    int historyDays() {
        return history / A_DAY;
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
                        merchants,
                        history,
                        liveWithin,
                        partitions,
                        instances,
                        threads,
                        floor,
                        streams);
    }

    /** How often each system has its turn. */
    int turns() {
        return shape == Shape.DRAIN ? rounds : 1;
    }

    /** After how long what was decided is visible. */
    Duration commitInterval() {
        String standard = delivery == Delivery.EXACTLY_ONCE ? "10" : "1000";
        return Duration.ofMillis(Long.parseLong(streams.getOrDefault("commit.interval.ms", standard)));
    }

    /** Number of the first transaction of a round that is timed. */
    int warmUp() {
        return shape == Shape.DRAIN ? transactions / 4 : (int) pace().countUntil(warmUpSeconds);
    }

    /** Transactions of a round. */
    int count() {
        return shape == Shape.DRAIN ? transactions : (int) pace().countUntil(warmUpSeconds + seconds);
    }

    /** When each is due. */
    LoadPace pace() {
        return new LoadPace(rate, burst);
    }
}
