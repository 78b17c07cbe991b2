package io.weir.baserate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the base rate from labels that arrive late and from scores, window by window, and says what decisions are to use.
 *
 * <p>A window closes when every partition has passed its end; then evidence is weighed anew:
 *
 * <ol>
 *   <li>{@link ReportDelays} learns how late labels are.
 *   <li>The labels alone: cohort d has n_d transactions, y_d frauds reported so far at age ℓ_d, {@code y_d ~ Poisson(n_d·π·G(ℓ_d))},
 *       prior Gamma(a, b) with mean π0, {@code π̂ = (a + Σ w_d·y_d) / (b + Σ w_d·n_d·G(ℓ_d))}, {@code w_d = 2^(-age/half-life)}, interval
 *       from the Gamma quantiles (a power-discounted likelihood, Ibrahim, Chen 2000; nowcasting after Lawless 1994). Cohorts
 *       with G below {@value #MIN_REPORTED} are left out.
 *   <li>The scores alone: EM over three days ({@link ScoreEstimate}), corrected by the bias that matured labels show ({@link
 *       LabelGap}).
 *   <li>Both together: {@link RateFilter}.
 *   <li>Is it the same world? {@link WorldTests}, {@link WorldWatch}.
 *   <li>What to deploy: {@link ShiftControl}, or what an operator ordered.
 * </ol>
 *
 * <p>Versions depend on the evidence alone, not on the order in which partitions sent it, and evidence that comes twice counts
 * once. {@link #state()} is all that it remembers, live: keep its bytes.
 */
public final class BaseRateEstimator {

    /** Cohorts of which less than this share of frauds is known say too little for their uncertain exposure. */
    static final double MIN_REPORTED = 0.1;

    private final int partitions;
    private final EstimatorSettings settings;
    private final EstimatorState state;
    private final long window;
    private @Nullable RateGrid grid;

    public BaseRateEstimator(int partitions, EstimatorSettings settings, EstimatorState state) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions is " + partitions + "; allowed: 1 or more");
        }
        this.partitions = partitions;
        this.settings = settings;
        this.state = state;
        this.window = settings.window().toMillis();
    }

    public EstimatorState state() {
        return state;
    }

    /**
     * Counts a partition's evidence and returns the versions of the windows that it closes, oldest first; of one window the
     * segments' come before the whole's, whose horizon says that all are there.
     *
     * @param championAt the champion at an event time
     * @param commandAt the operator's command in force for the whole at an event time; null: none
     */
    public List<BaseRateVersion> accept(
            WindowEvidence evidence,
            LongFunction<Champion> championAt,
            LongFunction<@Nullable BaseRateCommand> commandAt) {
        if (evidence.partition() < 0 || evidence.partition() >= partitions) {
            throw new IllegalArgumentException(
                    "evidence of partition " + evidence.partition() + "; allowed: 0 to " + (partitions - 1));
        }
        List<BaseRateVersion> versions = new ArrayList<>();
        take(evidence);
        long passed = passed();
        for (long end = firstToClose(); end <= passed; end = state.closed + window) {
            versions.addAll(close(end, championAt.apply(end), commandAt.apply(effectiveFrom(end))));
        }
        return versions;
    }

    private void take(WindowEvidence evidence) {
        long end = evidence.windowEndMillis();
        long before = state.watermarks.getOrDefault(evidence.partition(), Long.MIN_VALUE);
        if (end > before && !evidence.counts().segments().isEmpty()) {
            // What belongs to a closed window counts in the next one: the partition was taken for idle.
            long open = state.closed == Long.MIN_VALUE ? end : Math.max(end, state.closed + window);
            state.pending.computeIfAbsent(open, e -> new WindowCounts()).add(evidence.counts());
        }
        state.watermarks.merge(evidence.partition(), end, Math::max);
        if (evidence.idle()) {
            state.idle.add(evidence.partition());
        } else if (end > before) {
            state.idle.remove(evidence.partition());
        }
    }

    /** All windows that ended by then have the evidence of every partition. */
    private long passed() {
        if (state.watermarks.size() < partitions) {
            return Long.MIN_VALUE;
        }
        return state.watermarks.entrySet().stream()
                .filter(partition -> !state.idle.contains(partition.getKey()))
                .mapToLong(Map.Entry::getValue)
                .min()
                .orElseGet(() -> Collections.max(state.watermarks.values()));
    }

    /** The first window with traffic; from then on each one, however long a gap, for the horizon of each ends at the next. */
    private long firstToClose() {
        if (state.closed != Long.MIN_VALUE) {
            return state.closed + window;
        }
        return state.pending.isEmpty() ? Long.MAX_VALUE : state.pending.firstKey();
    }

    private long effectiveFrom(long end) {
        return end + settings.effectiveAfter().toMillis();
    }

    private List<BaseRateVersion> close(long end, Champion champion, @Nullable BaseRateCommand command) {
        if (grid == null || grid.reference() != champion.baseRate()) {
            grid = new RateGrid(champion.baseRate());
        }
        state.closed = end;
        state.version++;
        return new WindowClosing(ClosedWindow.close(settings, state, champion, end), grid).versions(command);
    }
}
