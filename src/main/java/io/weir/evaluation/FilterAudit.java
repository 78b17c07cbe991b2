package io.weir.evaluation;

import io.weir.baserate.BaseRateShift;
import io.weir.decision.Action;
import io.weir.decision.CertifiedWalk;
import io.weir.decision.Decider;
import io.weir.decision.Decision;
import io.weir.decision.FilterCertificate;
import io.weir.decision.ModelBundle;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a filter keeps its promise on later decisions: the frauds that it held back, and of those the ones that stage two,
 * had it seen them, would have sent to review or decline at the base rate and thresholds in force.
 */
public final class FilterAudit {

    private final ModelBundle bundle;
    private final List<CertifiedWalk.Fraud> frauds = new ArrayList<>();
    private long decisions;
    private long passed;

    public FilterAudit(ModelBundle bundle) {
        this.bundle = bundle;
    }

    /** Adds a decision of this bundle and whether the transaction was fraud. */
    public void add(Decision decision, boolean fraud) {
        decisions++;
        passed += decision.suspicion().passes() ? 1 : 0;
        if (fraud) {
            double amount = decision.transaction().amount();
            Action action = decision.thresholds().action(stageTwo(decision));
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
        double calibrated =
                bundle.passedCalibrator().probability(bundle.ensemble().margin(row) + bundle.correction());
        return BaseRateShift.posterior(calibrated, decision.baseRate().shift());
    }

    /** What the cut lost of the frauds added so far, the audit sample not counted on. */
    public FilterCertificate result() {
        double passShare = decisions == 0 ? Double.NaN : (double) passed / decisions;
        return CertifiedWalk.STANDARD.audit(frauds, bundle.filter(), passShare);
    }
}
