package io.weir.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.baserate.BaseRateNow;
import io.weir.decision.Decider;
import io.weir.decision.Decision;
import io.weir.decision.FilterCertificate;
import io.weir.decision.ModelBundle;
import io.weir.feature.Evidence;
import io.weir.history.ProfileReplay;
import io.weir.testing.SmallBank;
import io.weir.transaction.LabelledTransaction;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FilterAuditTest {

    @Test
    void frauds_held_back_are_counted_once_for_each_account_and_apart_from_those_stage_two_would_approve() {
        ModelBundle bundle = SmallBank.bundle();
        FilterAudit audit = new FilterAudit(bundle);
        Decider decider = new Decider(bundle, "0123456789ab");
        ProfileReplay profiles = new ProfileReplay(bundle.catalogue());
        Set<String> accounts = new HashSet<>();
        int decisions = 0;
        int passed = 0;
        for (LabelledTransaction next : SmallBank.history()) {
            profiles.reportUntil(next.transaction().timeMillis());
            Evidence known = profiles.observe(next).known();
            if (known != null) {
                Decision decision = decider.decide(next.transaction(), known, bundle.policy(), BaseRateNow.NONE);
                audit.add(decision, next.fraud());
                decisions++;
                passed += decision.suspicion().passes() ? 1 : 0;
                if (next.fraud()) {
                    accounts.add(next.transaction().account());
                }
            }
        }
        FilterCertificate result = audit.result();
        assertThat(result.total().frauds()).isEqualTo(accounts.size());
        assertThat(result.recoverable().frauds()).isBetween(1, accounts.size());
        assertThat(result.recoverable().missed())
                .isLessThanOrEqualTo(result.total().missed());
        assertThat(result.passShare()).isEqualTo((double) passed / decisions);
    }
}
