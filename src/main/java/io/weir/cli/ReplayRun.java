package io.weir.cli;

import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.EstimatorSettings;
import io.weir.decision.Decider;
import io.weir.decision.Decision;
import io.weir.decision.Policy;
import io.weir.evaluation.FilterAudit;
import io.weir.evaluation.Scorecard;
import io.weir.history.DecisionWriter;
import io.weir.history.Replay;
import io.weir.transaction.IdHash;
import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.LabelledTransaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A replay that keeps score: each decision is written, counted and priced against the truth. */
final class ReplayRun {

    private final Decider decider;
    private final Policy policy;
    private final long decideFrom;
    private final Replay replay;
    private final Scorecard scorecard;
    private final FilterAudit audit;
    private final Set<Long> toDecide = new HashSet<>();
    private final Set<Long> decided = new HashSet<>();
    private final Map<String, Long> setAside = new TreeMap<>();
    private long repeated;
    private long duplicates;
    private final @Nullable Replay own;
    private double costOfOwnPolicy;

    /** @param policy decides, and prices what was decided */
    ReplayRun(Decider decider, Policy policy, long decideFromMillis) {
        this.decider = decider;
        this.policy = policy;
        this.decideFrom = decideFromMillis;
        this.replay = new Replay(decider, policy, EstimatorSettings.standard(), decideFromMillis);
        Policy bundled = decider.bundle().policy();
        this.own = bundled.equals(policy)
                ? null
                : new Replay(decider, bundled, EstimatorSettings.standard(), decideFromMillis);
        this.scorecard = new Scorecard(policy);
        this.audit = new FilterAudit(decider.bundle());
    }

    /** Decides all rows; the decisions and the base rates go to files in a directory. */
    void run(HistoryFile rows, Path directory) throws IOException {
        Path decisions = directory.resolve("decisions.csv.gz");
        try (DecisionWriter writer =
                        DecisionWriter.create(decisions, decider.bundle().catalogue());
                Progress progress = Progress.start("replaying", Progress.UNKNOWN)) {
            while (rows.hasNext()) {
                LabelledTransaction next = rows.next();
                count(next);
                Decision decision = decide(next);
                if (decision != null) {
                    writer.write(decision, next.fraud());
                    score(decision, next.fraud());
                }
                progress.to(rows.good());
            }
        }
        replay.finish();
        DecisionWriter.writeBaseRates(directory.resolve("base-rates.csv"), replay.baseRates());
    }

    /** Null for what is not decided: redelivered, warming the profiles, or set aside. */
    private @Nullable Decision decide(LabelledTransaction next) {
        try {
            Decision decision = replay.next(next);
            Decision others = own == null ? decision : own.next(next);
            if (others != null) {
                double truth = next.fraud() ? 1 : 0;
                costOfOwnPolicy += policy.expectedCost(
                        others.action(), truth, others.transaction().amount());
            }
            return decision;
        } catch (InvalidRecordException e) {
            setAside.merge(String.valueOf(e.getMessage()), 1L, Long::sum);
            return null;
        }
    }

    private void count(LabelledTransaction labelled) {
        boolean due = labelled.transaction().timeMillis() >= decideFrom;
        if (due && !toDecide.add(IdHash.of(labelled.transaction().id()))) {
            repeated++;
        }
    }

    private void score(Decision decision, boolean fraud) {
        if (!decided.add(IdHash.of(decision.transaction().id()))) {
            duplicates++;
            return;
        }
        scorecard.add(decision, fraud);
        audit.add(decision, fraud);
    }

    /** Transactions that asked for a decision, each id once. */
    int toDecide() {
        return toDecide.size();
    }

    /** What the bundle's own policy, with its rules and its capacity, would have decided, at the prices of the one that did. */
    double costOfOwnPolicy() {
        return costOfOwnPolicy;
    }

    /** What came of it, under the names that the demo's summary has. */
    Map<String, Object> summary() {
        Scorecard.Metrics m = scorecard.metrics();
        Collection<BaseRateVersion> versions = replay.baseRates();
        double baseRate = decider.bundle().baseRate();
        for (BaseRateVersion version : versions) {
            baseRate = version.deployed();
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("bundle_version", decider.bundleVersion());
        summary.put("policy", policy.id());
        summary.put("policy_version", policy.version());
        summary.put("transactions", toDecide.size());
        summary.put("decisions", m.decisions());
        summary.put("duplicates", duplicates);
        summary.put("repeated_rows", repeated);
        summary.put("set_aside", setAside);
        summary.put("frauds", m.frauds());
        Figures.put(summary, m, policy.currency());
        FilterFigures.put(summary, decider.bundle().filter(), audit.result());
        summary.put("base_rate_bundle", decider.bundle().baseRate());
        summary.put("base_rate_last", baseRate);
        summary.put("base_rate_versions", versions.size());
        return summary;
    }
}
