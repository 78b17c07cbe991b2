package io.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.baserate.BaseRateVersion;
import io.weir.decision.Action;
import io.weir.decision.Decider;
import io.weir.decision.Decision;
import io.weir.history.Replay;
import io.weir.testing.SmallBank;
import io.weir.training.BundleFile;
import io.weir.transaction.LabelledTransaction;
import io.weir.wire.DecisionRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream and the replay of history are one path: same decisions, same base rates, to the bit. */
class ReplayedDecisionsTest {

    @TempDir
    static Path stateDir;

    private static final List<Decision> REPLAYED = new ArrayList<>();
    private static final List<BaseRateVersion> REPLAYED_RATES = new ArrayList<>();
    private static final List<DecisionRecord> STREAMED = new ArrayList<>();
    private static final List<BaseRateVersion> STREAMED_RATES = new ArrayList<>();

    @BeforeAll
    static void decideTwice() {
        StreamSettings settings = TestSettings.standard(stateDir);
        Decider decider = new Decider(SmallBank.bundle(), BundleFile.version(SmallBank.bundleBytes()));
        Replay replay =
                new Replay(decider, SmallBank.bundle().policy(), settings.estimator(), settings.decideFromMillis());
        for (LabelledTransaction next : SmallBank.history()) {
            Decision decision = replay.next(next);
            if (decision != null) {
                REPLAYED.add(decision);
            }
        }
        REPLAYED_RATES.addAll(replay.baseRates());
        try (DrivenStream stream = new DrivenStream(settings)) {
            stream.publish(SmallBank.champion(SmallBank.bundleBytes(), 0));
            SmallBank.events().forEach(stream::send);
            STREAMED.addAll(stream.decisions());
            STREAMED_RATES.addAll(stream.baseRates());
            assertThat(stream.deadLetters()).isEmpty();
            assertThat(stream.count("weir.warm.up"))
                    .isEqualTo(SmallBank.history().size() - STREAMED.size());
        }
    }

    @Test
    void history_movesTheThresholdAndUsesEveryAction() {
        assertThat(REPLAYED).anyMatch(d -> d.baseRate().shift() != 0);
        assertThat(REPLAYED.stream().map(d -> d.baseRate().version()).distinct())
                .hasSizeGreaterThan(20);
        for (Action action : Action.values()) {
            assertThat(REPLAYED.stream().filter(d -> d.action() == action))
                    .as(action.name())
                    .hasSizeGreaterThan(20);
        }
        assertThat(REPLAYED.stream().filter(d -> d.suspicion().passes())).isNotEmpty();
        assertThat(REPLAYED.stream().filter(d -> !d.suspicion().passes())).isNotEmpty();
    }

    /** Compared as bytes on the wire: every field, every bit of every double; only the two clock stamps are the stream's. */
    @Test
    void stream_ofHistoryInOrder_decidesAsReplayToTheBit() {
        assertThat(STREAMED).hasSameSizeAs(REPLAYED);
        for (int i = 0; i < STREAMED.size(); i++) {
            DecisionRecord streamed = STREAMED.get(i);
            DecisionRecord expected = new DecisionRecord(
                    REPLAYED.get(i), "champion", streamed.receivedMillis(), streamed.decidedMillis());
            assertThat(bytes(streamed))
                    .as("decision %d: %s, replayed %s", i, streamed, expected)
                    .isEqualTo(bytes(expected));
        }
    }

    @Test
    void stream_ofHistoryInOrder_publishesTheBaseRatesOfReplay() {
        assertThat(STREAMED_RATES).isEqualTo(REPLAYED_RATES).hasSizeGreaterThan(200);
    }

    private static byte[] bytes(DecisionRecord decision) {
        return DrivenStream.WIRE.decision("decisions", decision);
    }
}
