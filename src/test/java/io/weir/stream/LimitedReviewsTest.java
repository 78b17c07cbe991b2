package io.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.decision.Action;
import io.weir.decision.Decider;
import io.weir.decision.Decision;
import io.weir.decision.Policy;
import io.weir.history.Replay;
import io.weir.testing.SmallBank;
import io.weir.training.BundleFile;
import io.weir.transaction.LabelledTransaction;
import io.weir.wire.DecisionRecord;
import io.weir.wire.PublishedPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy with fewer review slots than reviews that pay: the stream prices them as the replay does. */
class LimitedReviewsTest {

    private static final double PER_DAY = 3;

    @TempDir
    Path stateDir;

    private static Policy policy(double perDay) {
        Policy standard = SmallBank.bundle().policy();
        Policy.Review review = new Policy.Review(0.05, 0.9, 0.02, 0, perDay);
        return new Policy("default", 1, "USD", standard.costs(), review, standard.routing(), standard.rules());
    }

    @Test
    void stream_decidesAtTheSlotPricesOfReplay() {
        StreamSettings settings = TestSettings.standard(stateDir);
        Decider decider = new Decider(SmallBank.bundle(), BundleFile.version(SmallBank.bundleBytes()));
        Replay replay = new Replay(decider, policy(PER_DAY), settings.estimator(), settings.decideFromMillis());
        List<Decision> replayed = new ArrayList<>();
        for (LabelledTransaction next : SmallBank.history()) {
            Decision decision = replay.next(next);
            if (decision != null) {
                replayed.add(decision);
            }
        }
        List<DecisionRecord> streamed;
        try (DrivenStream stream = new DrivenStream(settings)) {
            stream.publish(SmallBank.champion(SmallBank.bundleBytes(), 0));
            // The driver's one partition has its share of all partitions' capacity.
            stream.publish(new PublishedPolicy(policy(PER_DAY * settings.partitions()), 0));
            SmallBank.events().forEach(stream::send);
            streamed = stream.decisions();
        }
        assertThat(streamed).hasSameSizeAs(replayed);
        for (int i = 0; i < replayed.size(); i++) {
            assertThat(price(streamed.get(i).decision())).isEqualTo(price(replayed.get(i)));
            assertThat(streamed.get(i).decision().action())
                    .isEqualTo(replayed.get(i).action());
        }
        assertThat(replayed.stream().filter(d -> price(d) > 0)).hasSizeGreaterThan(100);
        assertThat(replayed.stream().filter(d -> d.action() == Action.REVIEW)).isNotEmpty();
    }

    private static double price(Decision decision) {
        return Objects.requireNonNull(decision.review()).slotPrice();
    }
}
