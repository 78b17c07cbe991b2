package io.weir.decision;

import io.weir.decision.Decision.Suspicion;
import io.weir.decision.ModelBundle.FilterCut;
import io.weir.transaction.IdHash;
import java.util.ArrayList;
import java.util.List;

/**
 * Stage one: lets through to stage two what the forest finds anomalous, what the cheap supervised model finds suspect,
 * what a hard rule wants seen, and a random audit sample by a hash of the id. A forest alone loses known fraud; the sample keeps the loss measurable.
 *
 * <p>The filter depends on the features alone, so it leaves P(fraud | features) as it is: no prior correction is due.
 */
final class StageOne {

    private static final long AUDIT_SALT = 0x5745_4952L;

    private final ModelBundle bundle;

    StageOne(ModelBundle bundle) {
        this.bundle = bundle;
    }

    /** @param byRule a hard rule wants stage two to see the transaction */
    Suspicion examine(String transactionId, double[] features, double cheapLogit, boolean byRule) {
        FilterCut cut = bundle.filter();
        double score = bundle.forest().score(features);
        double rank = bundle.forest().rank(score);
        double cheapRank = bundle.cheap().rank(cheapLogit);
        List<String> passedBy = new ArrayList<>(5);
        if (cut.open()) {
            passedBy.add("open");
        }
        if (!cut.open() && rank >= cut.forestRank()) {
            passedBy.add("forest");
        }
        if (!cut.open() && cheapRank >= cut.cheapRank()) {
            passedBy.add("cheap");
        }
        if (byRule) {
            passedBy.add("rule");
        }
        if (IdHash.unit(transactionId, AUDIT_SALT) < cut.auditShare()) {
            passedBy.add("audit");
        }
        return new Suspicion(score, rank, cheapRank, List.copyOf(passedBy), cut.auditShare());
    }
}
