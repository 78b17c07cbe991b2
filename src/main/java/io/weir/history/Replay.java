package io.weir.history;

import io.weir.baserate.BaseRateEstimator;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.EstimatorSettings;
import io.weir.baserate.EstimatorState;
import io.weir.baserate.EvidenceWindows;
import io.weir.baserate.WindowEvidence;
import io.weir.decision.Decider;
import io.weir.decision.Decision;
import io.weir.decision.Policy;
import io.weir.decision.SlotPrice;
import io.weir.feature.Evidence;
import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.LabelledTransaction;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides history again, in memory, with the profiles, the estimator and the decider of the stream: what the stream would
 * have decided with one partition. For one thread.
 */
public final class Replay {

    private final Decider decider;
    private final Policy policy;
    private final ProfileReplay profiles;
    private final OpenWindow window;
    private final BaseRateEstimator estimator;
    private final SlotPrice slotPrice = new SlotPrice();
    private final TreeMap<Long, BaseRateVersion> baseRates = new TreeMap<>();
    private final long decideFrom;

    /** @param decideFromMillis transactions before this event time only warm the profiles */
    public Replay(Decider decider, Policy policy, EstimatorSettings settings, long decideFromMillis) {
        this.decider = decider;
        this.policy = policy;
        this.profiles = new ProfileReplay(decider.bundle().catalogue());
        this.window = new OpenWindow(settings.window(), null);
        this.estimator = new BaseRateEstimator("all", 1, settings, new EstimatorState());
        this.decideFrom = decideFromMillis;
    }

    /**
     * The decision on the next transaction; null for a redelivered one and for one that only warms the profiles.
     *
     * @throws InvalidRecordException when it is in another currency than the policy's; it has changed nothing
     */
    public @Nullable Decision next(LabelledTransaction labelled) {
        policy.checkCurrency(labelled.transaction());
        long time = labelled.transaction().timeMillis();
        for (LabelledTransaction fraud : profiles.reportUntil(time)) {
            // As in the stream, a report goes a millisecond ahead of the payments of its moment.
            advance(Math.max(0, reportedMillis(fraud) - 1));
            window.count(fraud.transaction().timeMillis(), 0, 1);
        }
        advance(time);
        Evidence known = profiles.observe(labelled).known();
        if (known == null) {
            return null;
        }
        window.count(time, 1, 0);
        if (time < decideFrom) {
            return null;
        }
        Map.Entry<Long, BaseRateVersion> inForce = baseRates.floorEntry(time);
        Policy priced = policy.atSlotPrice(slotPrice.price(time, policy.review().perDay()));
        Decision decision =
                decider.decide(labelled.transaction(), known, priced, inForce == null ? null : inForce.getValue());
        slotPrice.count(decision, policy);
        return decision;
    }

    /** Every version of the base rate so far, oldest first. */
    public Collection<BaseRateVersion> baseRates() {
        return Collections.unmodifiableCollection(baseRates.values());
    }

    private void advance(long time) {
        WindowEvidence evidence = window.advance(time, 0);
        if (evidence != null) {
            double reference = decider.bundle().baseRate();
            for (BaseRateVersion version :
                    estimator.accept(evidence, reference, decider.bundle().delays())) {
                baseRates.put(version.effectiveFromMillis(), version);
            }
        }
    }

    private static long reportedMillis(LabelledTransaction fraud) {
        return fraud.label() == null ? 0 : fraud.label().reportedMillis();
    }
}
