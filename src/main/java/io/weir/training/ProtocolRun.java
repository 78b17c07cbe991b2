package io.weir.training;

import io.weir.decision.Decider;
import io.weir.evaluation.LeakageGuard;
import io.weir.evaluation.RankMetrics;
import io.weir.feature.Encodings;
import io.weir.model.IsolationForest;
import io.weir.model.Logit;
import io.weir.training.BoostedTreesTrainer.Parameters;
import io.weir.training.BoostedTreesTrainer.Trained;
import io.weir.training.Examples.Slice;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Trains and tests one fold, with the models of a training run and nothing held out for calibration. */
public final class ProtocolRun {

    private static final int TOP_CARDS = 100;

    private final Examples examples;
    private final Parameters parameters;

    /** @param parameters rounds are exactly {@code maxTrees} */
    public ProtocolRun(Examples examples, Parameters parameters) {
        this.examples = examples;
        this.parameters = parameters;
    }

    /**
     * What came of a fold.
     *
     * @param trainRows rows of training
     * @param trainFrauds frauds of training
     * @param testRows rows of the test, cards known to be compromised left out
     * @param testFrauds frauds of the test
     * @param aucRoc area under the ROC curve
     * @param averagePrecision step-wise
     * @param cardPrecision100 mean over the days
     * @param probability of each row of the test: of stage two's log-odds, corrected, not calibrated
     * @param fraud truth of each
     */
    public record Result(
            int trainRows,
            int trainFrauds,
            int testRows,
            int testFrauds,
            double aucRoc,
            double averagePrecision,
            double cardPrecision100,
            double[] probability,
            boolean[] fraud) {}

    public Result run(Protocol protocol) {
        LeakageGuard.checkTimeOrder(protocol.trainTo(), usualDelay(protocol), protocol.testFrom());
        Examples.Training training = examples.training(
                protocol.trainFrom(), protocol.trainTo(), protocol.testFrom(), protocol.delayMillis());
        Slice train = checked("training", training.slice());
        IsolationForest forest = Models.forest(train, parameters.seed());
        Trained trained = new BoostedTreesTrainer(parameters).train(Models.stageTwoRows(train, forest), train.fraud());
        Slice test = checked("test", tested(protocol, training.encodings()));
        double[] p = new double[test.size()];
        for (int i = 0; i < p.length; i++) {
            double[] row = test.rows()[i];
            double margin = trained.ensemble().margin(Decider.stageTwoRow(row, forest.score(row)));
            p[i] = Logit.sigmoid(margin + trained.correction().shift());
        }
        int[] days = Arrays.stream(test.times()).mapToInt(protocol::day).toArray();
        String[] cards =
                Arrays.stream(test.accounts()).mapToObj(Long::toHexString).toArray(String[]::new);
        return new Result(
                train.size(),
                train.frauds(),
                test.size(),
                test.frauds(),
                RankMetrics.rocAuc(p, test.fraud()),
                RankMetrics.averagePrecision(p, test.fraud()),
                RankMetrics.cardPrecision(days, cards, p, test.fraud(), TOP_CARDS),
                p,
                test.fraud());
    }

    private static Slice checked(String name, Slice slice) {
        if (slice.frauds() == 0 || slice.frauds() == slice.size()) {
            throw new IllegalArgumentException("the " + name + " window, " + Instant.ofEpochMilli(slice.from()) + " to "
                    + Instant.ofEpochMilli(slice.to()) + ", has " + slice.size() + " transactions and " + slice.frauds()
                    + " known frauds; allowed: some of both");
        }
        return slice;
    }

    /** The age at which nine tenths of the frauds before the test are known; 0 where none is. */
    private long usualDelay(Protocol protocol) {
        long[] delays = examples.delays(protocol.trainTo(), Long.MAX_VALUE - 1);
        Arrays.sort(delays);
        return delays.length == 0 ? 0 : delays[(int) (0.9 * (delays.length - 1))];
    }

    /** The test, with the whole truth, without the cards that were known to be compromised. */
    private Slice tested(Protocol protocol, Encodings encodings) {
        Map<Long, Long> firstReport = examples.firstReports(protocol.compromisedFrom());
        Slice test = examples.slice(protocol.testFrom(), protocol.testTo(), Long.MAX_VALUE - 1, encodings);
        int[] kept = IntStream.range(0, test.size())
                .filter(i -> {
                    Long first = firstReport.get(test.accounts()[i]);
                    return first == null || !protocol.isKnownOn(first, test.times()[i]);
                })
                .toArray();
        return test.pick(kept);
    }
}
