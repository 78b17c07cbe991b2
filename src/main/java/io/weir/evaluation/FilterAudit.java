package io.weir.evaluation;

import io.weir.decision.Action;
import io.weir.decision.CertifiedWalk;
import io.weir.decision.Decider;
import io.weir.decision.Decision;
import io.weir.decision.FilterCertificate;
import io.weir.decision.ModelBundle;
import io.weir.decision.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a filter keeps its promise on later decisions: the frauds that it held back, and of those the ones that stage two,
 * had it seen them, would have sent to review or decline.
 */
public final class FilterAudit {

    private final ModelBundle bundle;
    private final Policy policy;
    private final List<CertifiedWalk.Fraud> frauds = new ArrayList<>();
    private long decisions;
    private long passed;

    /** @param policy says what stage two would have done */
    public FilterAudit(ModelBundle bundle, Policy policy) {
        this.bundle = bundle;
        this.policy = policy;
    }

    /** Adds a decision of this bundle and whether the transaction was fraud. */
    public void add(Decision decision, boolean fraud) {
        decisions++;
        passed += decision.suspicion().passes() ? 1 : 0;
        if (fraud) {
            double amount = decision.transaction().amount();
            Action action = policy.thresholds(amount).action(stageTwo(decision));
            frauds.add(new CertifiedWalk.Fraud(
                    decision.transaction().account(),
                    decision.transaction().id(),
                    decision.suspicion().forestRank(),
                    decision.suspicion().cheapRank(),
                    amount,
                    action != Action.APPROVE));
        }
    }

    private double stageTwo(Decision decision) {
        double[] row =
                Decider.stageTwoRow(decision.features(), decision.suspicion().forestScore());
        return bundle.passedCalibrator().probability(bundle.ensemble().margin(row) + bundle.correction());
    }

    /** What the cut lost of the frauds added so far, the audit sample not counted on. */
    public FilterCertificate result() {
        double passShare = decisions == 0 ? Double.NaN : (double) passed / decisions;
        return CertifiedWalk.STANDARD.audit(frauds, bundle.filter(), passShare);
    }
}
