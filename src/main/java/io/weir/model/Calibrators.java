package io.weir.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Chooses a calibrator by held-out log-loss. Each family is fitted on the earlier half of a calibration window and judged on
 * the later half; the one chosen is fitted again on all of it.
 *
 * <p>The simpler family stays unless a richer one is better by more than one standard error of the paired difference, row by
 * row: Platt, then beta, then isotonic. Frauds of one card come together, so the true error is somewhat larger: one more
 * reason to prefer the simple. Isotonic competes only with 1,000 frauds or more to fit on.
 */
public final class Calibrators {

    /** Fewer frauds than this in a half say nothing about which family is better. */
    private static final int LEAST_FRAUDS = 20;

    private static final int LEAST_FRAUDS_ISOTONIC = 1_000;

    private Calibrators() {}

    /**
     * A family on trial.
     *
     * @param kind platt, beta or isotonic
     * @param logLoss mean log-loss on the later half
     * @param gain mean log-loss of the family chosen before it, less its own; 0 for the first
     * @param gainError standard error of the gain
     */
    public record Candidate(String kind, double logLoss, double gain, double gainError) {}

    /**
     * What was chosen.
     *
     * @param calibrator fitted on the whole window
     * @param reason why this family, for the report
     * @param candidates those compared, from simple to rich; empty when there was too little fraud to compare
     */
    public record Choice(Calibrator calibrator, String reason, List<Candidate> candidates) {
        public Choice {
            candidates = List.copyOf(candidates);
        }
    }

    private record Family(String kind, BiFunction<double[], boolean[], Calibrator> fit) {

        private static final Family PLATT = new Family(PlattCalibrator.KIND, PlattCalibrator::fit);
        private static final Family BETA = new Family(BetaCalibrator.KIND, BetaCalibrator::fit);
        private static final Family ISOTONIC = new Family(IsotonicCalibrator.KIND, IsotonicCalibrator::fit);

        String reason() {
            return equals(PLATT)
                    ? "platt: nothing richer is better by more than one standard error of held-out log-loss"
                    : kind + ": better by more than one standard error of held-out log-loss";
        }
    }

    /**
     * Chooses a family and fits it.
     *
     * @param logits finite log-odds, one a row, in order of time
     * @param fraud truth of each row; at least one of each class
     * @throws IllegalArgumentException when the log-odds rank frauds no higher than the rest
     */
    public static Choice choose(double[] logits, boolean[] fraud) {
        PlattCalibrator simplest = PlattCalibrator.fit(logits, fraud);
        int half = logits.length / 2;
        boolean[] early = Arrays.copyOf(fraud, half);
        boolean[] late = Arrays.copyOfRange(fraud, half, fraud.length);
        Optional<String> obstacle = obstacle(early, late);
        if (obstacle.isPresent()) {
            return new Choice(simplest, obstacle.get(), List.of());
        }
        double[] fitted = Arrays.copyOf(logits, half);
        if (PlattCalibrator.fitIfRising(fitted, early).isEmpty()) {
            return new Choice(simplest, "platt: on the earlier half alone the log-odds do not rank", List.of());
        }
        double[] held = Arrays.copyOfRange(logits, half, logits.length);
        Family best = Family.PLATT;
        double[] losses = losses(best.fit.apply(fitted, early), held, late);
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(new Candidate(best.kind, mean(losses), 0, 0));
        for (Family richer : richer(frauds(early))) {
            double[] others = losses(richer.fit.apply(fitted, early), held, late);
            Candidate candidate = compared(richer.kind, losses, others);
            candidates.add(candidate);
            if (candidate.gain() > candidate.gainError()) {
                best = richer;
                losses = others;
            }
        }
        Calibrator calibrator = best.equals(Family.PLATT) ? simplest : best.fit.apply(logits, fraud);
        return new Choice(calibrator, best.reason(), candidates);
    }

    private static List<Family> richer(int frauds) {
        return frauds < LEAST_FRAUDS_ISOTONIC ? List.of(Family.BETA) : List.of(Family.BETA, Family.ISOTONIC);
    }

    private static Optional<String> obstacle(boolean[] early, boolean[] late) {
        int before = frauds(early);
        int after = frauds(late);
        boolean bothClasses = before < early.length && after < late.length;
        return before >= LEAST_FRAUDS && after >= LEAST_FRAUDS && bothClasses
                ? Optional.empty()
                : Optional.of("platt: the halves of the calibration window have " + before + " and " + after
                        + " frauds in " + early.length + " and " + late.length + " rows; a comparison needs "
                        + LEAST_FRAUDS + " frauds in each, and legitimate rows");
    }

    private static Candidate compared(String kind, double[] before, double[] losses) {
        double gain = mean(before) - mean(losses);
        double squares = 0;
        for (int i = 0; i < losses.length; i++) {
            double off = before[i] - losses[i] - gain;
            squares += off * off;
        }
        double error = Math.sqrt(squares / (losses.length - 1.0) / losses.length);
        return new Candidate(kind, mean(losses), gain, error);
    }

    /** -ln P(truth) of each row, from log-odds, so that nothing is clamped. */
    private static double[] losses(Calibrator calibrator, double[] logits, boolean[] fraud) {
        double[] losses = new double[logits.length];
        for (int i = 0; i < losses.length; i++) {
            double z = calibrator.logit(logits[i]);
            losses[i] = Logit.softplus(fraud[i] ? -z : z);
        }
        return losses;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static int frauds(boolean[] fraud) {
        int frauds = 0;
        for (boolean f : fraud) {
            frauds += f ? 1 : 0;
        }
        return frauds;
    }
}
