package io.weir.model;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Beta calibration: p = σ(a·ln q - b·ln(1 - q) + c) for a model's probability q = σ(z), a and b not below 0 (Kull, Silva
 * Filho, Flach 2017). With a = b it is Platt scaling with that slope; apart, they bend the two ends differently.
 *
 * <p>Computed from log-odds as -a·softplus(-z) + b·softplus(z) + c, so that no probability is rounded to 0 or 1.
 *
 * @param a weight of ln q, 0 or more
 * @param b weight of -ln(1 - q), 0 or more; a and b are not both 0
 * @param c finite
 */
public record BetaCalibrator(double a, double b, double c) implements Calibrator {

    static final String KIND = "beta";

    /** @throws IllegalArgumentException when a parameter is out of range */
    public BetaCalibrator {
        boolean finite = Double.isFinite(a) && Double.isFinite(b) && Double.isFinite(c);
        if (!finite || a < 0 || b < 0 || a + b <= 0) {
            throw new IllegalArgumentException("beta calibrator has a " + a + ", b " + b + " and c " + c
                    + "; allowed: finite numbers, a and b 0 or more and not both 0");
        }
    }

    /**
     * Constrained maximum likelihood. The likelihood is concave, so where the free maximum has a or b below 0 the constrained
     * one has one of them at 0: it is fixed there and the rest is fitted again, as in the paper, and of two such fits the
     * likelier is taken. Unlike the paper the targets are Platt's instead of 1 and 0, which keeps the parameters finite.
     *
     * @param logits finite log-odds, one a row
     * @param fraud truth of each row; at least one of each class
     * @throws IllegalArgumentException when the best curve does not rise
     */
    public static BetaCalibrator fit(double[] logits, boolean[] fraud) {
        Rows.calibration(logits, fraud);
        double[] targets = Rows.plattTargets(fraud);
        double[][] both = new double[logits.length][];
        for (int i = 0; i < both.length; i++) {
            both[i] = new double[] {-Logit.softplus(-logits[i]), Logit.softplus(logits[i])};
        }
        double[] free = new LogisticRegression(both, targets, 0).solve();
        if (free[0] >= 0 && free[1] >= 0 && free[0] + free[1] > 0) {
            return new BetaCalibrator(free[0], free[1], free[2]);
        }
        return Stream.of(withoutB(both, targets), withoutA(both, targets))
                .flatMap(Optional::stream)
                .min(Comparator.comparingDouble(edge -> edge.loss(logits, targets)))
                .orElseThrow(() -> new IllegalArgumentException("beta calibration on " + logits.length
                        + " rows finds a " + free[0] + " and b " + free[1]
                        + ": the log-odds rank frauds no higher than the rest; allowed: a rising curve"));
    }

    private static Optional<BetaCalibrator> withoutB(double[][] both, double[] targets) {
        double[] found = new LogisticRegression(column(both, 0), targets, 0).solve();
        return found[0] > 0 ? Optional.of(new BetaCalibrator(found[0], 0, found[1])) : Optional.empty();
    }

    private static Optional<BetaCalibrator> withoutA(double[][] both, double[] targets) {
        double[] found = new LogisticRegression(column(both, 1), targets, 0).solve();
        return found[0] > 0 ? Optional.of(new BetaCalibrator(0, found[0], found[1])) : Optional.empty();
    }

    private static double[][] column(double[][] rows, int column) {
        double[][] out = new double[rows.length][];
        for (int i = 0; i < out.length; i++) {
            out[i] = new double[] {rows[i][column]};
        }
        return out;
    }

    private double loss(double[] logits, double[] targets) {
        double loss = 0;
        for (int i = 0; i < logits.length; i++) {
            double z = logit(logits[i]);
            loss += Logit.softplus(z) - targets[i] * z;
        }
        return loss;
    }

    @Override
    public double logit(double logit) {
        return b * Logit.softplus(logit) - a * Logit.softplus(-logit) + c;
    }

    @Override
    public String kind() {
        return KIND;
    }
}
