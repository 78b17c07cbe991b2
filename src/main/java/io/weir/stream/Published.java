package io.weir.stream;

import io.weir.baserate.BaseRateCommand;
import io.weir.baserate.BaseRateNow;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.EvidenceWindows;
import io.weir.decision.Decider;
import io.weir.decision.Policy;
import io.weir.wire.PublishedPolicy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What was published to the whole application, by the event time from which it holds: champions, policies, base rates.
 * One thread writes, as the global stores are read; all others look up.
 */
final class Published {

    private final ConcurrentSkipListMap<Long, Decider> champions = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<Long, Policy> policies = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<Long, BaseRateVersion> baseRates = new ConcurrentSkipListMap<>();

    /** By segment, then event time. */
    private final ConcurrentHashMap<String, ConcurrentSkipListMap<Long, BaseRateVersion>> segmentRates =
            new ConcurrentHashMap<>();

    private final ConcurrentSkipListMap<Long, BaseRateCommand> commands = new ConcurrentSkipListMap<>();

    private volatile long estimatedUntil = Long.MIN_VALUE;

    void champion(long effectiveFrom, Decider decider) {
        champions.put(effectiveFrom, decider);
    }

    void withdrawChampion(long effectiveFrom) {
        champions.remove(effectiveFrom);
    }

    void withdrawPolicy(long effectiveFrom) {
        policies.remove(effectiveFrom);
    }

    void policy(PublishedPolicy published) {
        policies.put(published.effectiveFromMillis(), published.policy());
    }

    void baseRate(BaseRateVersion version) {
        if (!version.segment().equals(EvidenceWindows.WHOLE)) {
            segmentRates
                    .computeIfAbsent(version.segment(), segment -> new ConcurrentSkipListMap<>())
                    .put(version.effectiveFromMillis(), version);
            return;
        }
        baseRates.put(version.effectiveFromMillis(), version);
        estimatedUntil = Math.max(estimatedUntil, version.windowEndMillis());
    }

    /**
     * The champion at an event time; the first one holds for the time before it as well.
     *
     * @throws IllegalStateException when none was ever published
     */
    Decider championAt(long time) {
        Map.Entry<Long, Decider> entry = champions.floorEntry(time);
        Map.Entry<Long, Decider> first = entry == null ? champions.firstEntry() : entry;
        if (first == null) {
            throw new IllegalStateException(
                    "no bundle that can decide is published in slot champion; publish one with: weir publish BUNDLE --slot"
                            + " champion; its features have to be those of decide.features");
        }
        return first.getValue();
    }

    /**
     * The policy at an event time; the champion's own before the first was published. One in another currency than the
     * champion's never holds: it would set every payment aside.
     */
    Policy policyAt(long time) {
        Policy own = championAt(time).bundle().policy();
        Map.Entry<Long, Policy> entry = policies.floorEntry(time);
        while (entry != null && !entry.getValue().currency().equals(own.currency())) {
            entry = policies.lowerEntry(entry.getKey());
        }
        return entry == null ? own : entry.getValue();
    }

    void command(BaseRateCommand command) {
        commands.put(command.effectiveFromMillis(), command);
    }

    void withdrawCommand(long effectiveFrom) {
        commands.remove(effectiveFrom);
    }

    /** The operator's command in force at an event time; null: none. */
    @Nullable
    BaseRateCommand commandAt(long time) {
        return valueAt(commands, time);
    }

    /**
     * What holds of the base rate at an event time.
     *
     * @param segment of the transaction; null: none. One that has no version of its own goes by the whole
     */
    BaseRateNow baseRateAt(long time, @Nullable String segment) {
        ConcurrentSkipListMap<Long, BaseRateVersion> own = segment == null ? null : segmentRates.get(segment);
        return BaseRateNow.of(valueAt(baseRates, time), own == null ? null : valueAt(own, time), commandAt(time));
    }

    private static <T> @Nullable T valueAt(ConcurrentSkipListMap<Long, T> history, long time) {
        Map.Entry<Long, T> entry = history.floorEntry(time);
        return entry == null ? null : entry.getValue();
    }

    /** End of the last window with a version of the base rate; {@link Long#MIN_VALUE} before the first. */
    long estimatedUntil() {
        return estimatedUntil;
    }
}
