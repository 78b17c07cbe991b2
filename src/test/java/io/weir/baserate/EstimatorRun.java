package io.weir.baserate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** An estimator with what was published: a stream without the streams. */
final class EstimatorRun {

    final List<BaseRateVersion> versions = new ArrayList<>();
    final EstimatorSettings settings;
    BaseRateEstimator estimator;
    LongFunction<Champion> champion;
    LongFunction<@Nullable BaseRateCommand> command = time -> null;
    private final int partitions;

    EstimatorRun(EstimatorSettings settings, int partitions, Champion champion) {
        this.settings = settings;
        this.partitions = partitions;
        this.champion = time -> champion;
        estimator = new BaseRateEstimator(partitions, settings, new EstimatorState(settings));
    }

    List<BaseRateVersion> accept(WindowEvidence evidence) {
        List<BaseRateVersion> more = estimator.accept(evidence, champion, command);
        versions.addAll(more);
        return more;
    }

    /** Each window as the source makes it; its decisions use what was deployed last. */
    void run(SimulatedSource source, int windows, int transactions, double rate) {
        for (int w = 0; w < windows; w++) {
            source.next(transactions, rate).forEach(this::accept);
            source.shift = last().shift();
        }
    }

    BaseRateVersion last() {
        return versions.get(versions.size() - 1);
    }

    byte[] state() {
        return estimator.state().toBytes();
    }

    void restart() {
        byte[] bytes = state();
        estimator = new BaseRateEstimator(partitions, settings, EstimatorState.fromBytes(settings, bytes));
        if (!java.util.Arrays.equals(bytes, state())) {
            throw new AssertionError("state is not what its bytes say");
        }
    }
}
