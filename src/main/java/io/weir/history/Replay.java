package io.weir.history;

import io.weir.baserate.BaseRateEstimator;
import io.weir.baserate.BaseRateNow;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.Champion;
import io.weir.baserate.EstimatorSettings;
import io.weir.baserate.EstimatorState;
import io.weir.baserate.EvidenceWindows;
import io.weir.baserate.WindowEvidence;
import io.weir.decision.BaseRateEvidence;
import io.weir.decision.Decider;
import io.weir.decision.Decision;
import io.weir.decision.Policy;
import io.weir.decision.SlotPrice;
import io.weir.feature.Evidence;
import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides history again, in memory, with the profiles, the estimator and the decider of the stream: what the stream would
 * have decided with one partition. For one thread.
 */
public final class Replay {

    private static final TreeMap<Long, BaseRateVersion> NOTHING = new TreeMap<>();

    private final Decider decider;
    private final Policy policy;
    private final ProfileReplay profiles;
    private final EvidenceWindows windows;
    private final BaseRateEstimator estimator;
    private final EstimatorSettings settings;
    private final Champion champion;
    /** Of the frauds whose reports are still to come. */
    private final Map<String, BaseRateEvidence> awaited = new HashMap<>();

    private final Map<String, TreeMap<Long, BaseRateVersion>> segmentRates = new HashMap<>();
    private final List<BaseRateVersion> versions = new ArrayList<>();
    private final SlotPrice slotPrice = new SlotPrice();
    private final long decideFrom;
    private long latest = Long.MIN_VALUE;

    /** @param decideFromMillis transactions before this event time only warm the profiles */
    public Replay(Decider decider, Policy policy, EstimatorSettings settings, long decideFromMillis) {
        this.decider = decider;
        this.champion = decider.champion();
        this.policy = policy;
        this.profiles = new ProfileReplay(decider.bundle().catalogue());
        this.settings = settings;
        this.windows = new EvidenceWindows(settings.window());
        this.estimator = new BaseRateEstimator(1, settings, new EstimatorState(settings));
        this.decideFrom = decideFromMillis;
    }

    /**
     * The decision on the next transaction; null for a redelivered one and for one that only warms the profiles.
     *
     * @throws InvalidRecordException when it is in another currency than the policy's; it has changed nothing
     */
    public @Nullable Decision next(LabelledTransaction labelled) {
        policy.checkCurrency(labelled.transaction());
        Transaction transaction = labelled.transaction();
        long time = transaction.timeMillis();
        reportUntil(time);
        pass(time);
        Evidence known = profiles.observe(labelled).known();
        if (known == null) {
            return null;
        }
        Decision decision = time < decideFrom ? null : decide(transaction, known);
        BaseRateEvidence evidence = BaseRateEvidence.of(
                transaction, settings.segments(), decision, decision == null ? null : decider.bundle());
        evidence.count(windows, transaction, decision, decider.bundle());
        if (labelled.fraud()) {
            awaited.put(transaction.id(), evidence);
        }
        return decision;
    }

    private Decision decide(Transaction transaction, Evidence known) {
        long time = transaction.timeMillis();
        Policy priced = policy.atSlotPrice(slotPrice.price(time, policy.review().perDay()));
        Decision decision = decider.decide(
                transaction, known, priced, inForce(time, settings.segments().of(transaction)));
        slotPrice.count(decision, policy);
        return decision;
    }

    /** No more payments: takes in the reports that are still to come, for the history of the base rate to be whole. */
    public void finish() {
        // Reports later than any cohort is kept would only close empty windows, however far ahead they lie.
        reportUntil(
                latest == Long.MIN_VALUE
                        ? latest
                        : latest + settings.retention().toMillis());
        if (latest != Long.MIN_VALUE) {
            pass(latest + 1);
        }
    }

    /** Every version of the base rate so far, oldest first; of one window the segments' before the whole's. */
    public List<BaseRateVersion> baseRates() {
        return Collections.unmodifiableList(versions);
    }

    private BaseRateNow inForce(long time, @Nullable String segment) {
        return BaseRateNow.of(
                versionAt(EvidenceWindows.WHOLE, time), segment == null ? null : versionAt(segment, time), null);
    }

    private @Nullable BaseRateVersion versionAt(String segment, long time) {
        Map.Entry<Long, BaseRateVersion> entry =
                segmentRates.getOrDefault(segment, NOTHING).floorEntry(time);
        return entry == null ? null : entry.getValue();
    }

    private void reportUntil(long time) {
        for (LabelledTransaction fraud : profiles.reportUntil(time)) {
            BaseRateEvidence evidence = awaited.remove(fraud.transaction().id());
            Label label = fraud.label();
            if (label != null && evidence != null) {
                // As in the stream, a report goes a millisecond ahead of the payments of its moment, but not of its
                // own.
                long at =
                        Math.max(label.reportedMillis() - 1, fraud.transaction().timeMillis());
                pass(at);
                evidence.count(windows, label, at, fraud.transaction().timeMillis(), 1);
            }
        }
    }

    /** Everything before a time has been taken in. */
    private void pass(long time) {
        latest = Math.max(latest, time);
        for (WindowEvidence evidence : windows.passed(time, 0, false)) {
            for (BaseRateVersion version : estimator.accept(evidence, end -> champion, effective -> null)) {
                versions.add(version);
                segmentRates
                        .computeIfAbsent(version.segment(), segment -> new TreeMap<>())
                        .put(version.effectiveFromMillis(), version);
            }
        }
    }
}
