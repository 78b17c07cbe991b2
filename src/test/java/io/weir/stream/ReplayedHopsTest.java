package io.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.decision.Decider;
import io.weir.decision.Decision;
import io.weir.decision.ModelBundle;
import io.weir.feature.FeatureCatalogue;
import io.weir.history.Replay;
import io.weir.testing.DeviceBank;
import io.weir.testing.SmallBank;
import io.weir.training.BundleFile;
import io.weir.transaction.IdHash;
import io.weir.transaction.LabelledTransaction;
import io.weir.wire.DecisionRecord;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever entities a catalogue has, and in whatever order: the stream decides as the replay of history, to the bit. */
class ReplayedHopsTest {

    @TempDir
    Path stateDir;

    @ParameterizedTest
    @CsvSource({
        "account, 0",
        "account device merchant, 0",
        "account merchant device, 0",
        "account device merchant, 21600000"
    })
    void stream_ofAnyCatalogue_decidesAndEstimatesAsReplay(String entities, long disorder) {
        FeatureCatalogue catalogue = DeviceBank.catalogue(entities.split(" "));
        List<LabelledTransaction> history = disordered(DeviceBank.history(), disorder);
        StreamSettings settings = TestSettings.with(TestSettings.standard(stateDir), catalogue);
        ModelBundle bundle = DeviceBank.bundle(catalogue);
        byte[] file = DeviceBank.bundleBytes(catalogue);
        Decider decider = new Decider(bundle, BundleFile.version(file));
        Replay replay = new Replay(decider, bundle.policy(), settings.estimator(), settings.decideFromMillis());
        List<Decision> replayed = new ArrayList<>();
        for (LabelledTransaction next : history) {
            Decision decision = replay.next(next);
            if (decision != null) {
                replayed.add(decision);
            }
        }
        try (DrivenStream stream = new DrivenStream(settings, InstantSource.system(), DeviceBank::read)) {
            stream.publish(SmallBank.champion(file, 0));
            DeviceBank.events(history).forEach(stream::send);
            assertSame(stream.decisions(), replayed);
            assertThat(stream.baseRates()).hasSizeGreaterThan(200).isEqualTo(List.copyOf(replay.baseRates()));
            assertThat(stream.deadLetters()).isEmpty();
        }
        assertThat(replayed.stream().map(Decision::action).distinct()).hasSizeGreaterThan(1);
        assertThat(replayed).anyMatch(d -> !d.transaction().categorical().containsKey(DeviceBank.DEVICE));
    }

    /** Compared as bytes on the wire: every field, every bit of every double; only the two clock stamps are the stream's. */
    private static void assertSame(List<DecisionRecord> streamed, List<Decision> replayed) {
        assertThat(streamed.size()).isEqualTo(replayed.size()).isGreaterThan(1_000);
        for (int i = 0; i < streamed.size(); i++) {
            DecisionRecord actual = streamed.get(i);
            DecisionRecord expected =
                    new DecisionRecord(replayed.get(i), "champion", actual.receivedMillis(), actual.decidedMillis());
            assertThat(bytes(actual))
                    .as("decision %d: %s, replayed %s", i, actual, expected)
                    .isEqualTo(bytes(expected));
        }
    }

    private static byte[] bytes(DecisionRecord decision) {
        return DrivenStream.WIRE.decision("decisions", decision);
    }

    /** As if each payment had been held up by a time of its own, up to a longest one. */
    private static List<LabelledTransaction> disordered(List<LabelledTransaction> history, long longest) {
        return history.stream()
                .sorted(Comparator.comparingLong(next -> next.transaction().timeMillis()
                        + (long) (longest * IdHash.unit(next.transaction().id(), 7))))
                .toList();
    }
}
