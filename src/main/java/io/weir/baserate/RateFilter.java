package io.weir.baserate;

import java.util.Arrays;

/**
 * The belief about the shift {@code x = ln A} now, from labels and scores of all windows up to now: a Bayesian filter on a grid
 * (Kitagawa 1987) whose state is x and one of three regimes, calm, moving and fast, in which x walks at random (interacting
 * models: Blom, Bar-Shalom 1988); now and then x jumps anywhere. So the estimate is steady while nothing happens, and quick
 * when something does, and its interval says which.
 *
 * <p>The labels of a window of n transactions are {@code y ~ Poisson(n·π(x)·G)}. Its scores have the likelihood
 * {@code Π_b (1 + π(x)(LR_b - 1))^n_b}, the one that the EM of Saerens, Latinne, Decaestecker 2002 climbs, shifted by the bias that
 * matured labels have shown, and raised to 1 - G: labels take the place of scores as they come in, since both tell of the same
 * frauds.
 */
final class RateFilter {

    /** Standard deviation of x over a day, by regime. */
    static final double[] WALK = {0.008, 0.06, 0.2};

    /** Rate of changing from one regime to another, per day. */
    static final double[][] CHANGE = {{0, 0.03, 0.015}, {0.05, 0, 0.08}, {0.03, 0.06, 0}};

    static final double JUMPS_PER_DAY = 0.002;
    private static final int REGIMES = WALK.length;

    private final double[][] kernels = new double[REGIMES][];
    private final double[][] change = new double[REGIMES][REGIMES];
    private final double[] anywhere = new double[RateGrid.SIZE];
    private final double jump;
    private double[][] belief = new double[REGIMES][RateGrid.SIZE];

    /** @param windowDays length of a step in days */
    RateFilter(double windowDays) {
        jump = 1 - StrictMath.exp(-JUMPS_PER_DAY * windowDays);
        for (int r = 0; r < REGIMES; r++) {
            kernels[r] = kernel(WALK[r] * StrictMath.sqrt(windowDays));
            double stays = 1;
            for (int to = 0; to < REGIMES; to++) {
                change[r][to] = to == r ? 0 : 1 - StrictMath.exp(-CHANGE[r][to] * windowDays);
                stays -= change[r][to];
            }
            change[r][r] = stays;
        }
        for (int i = 0; i < RateGrid.SIZE; i++) {
            anywhere[i] = StrictMath.exp(-0.5 * RateGrid.shift(i) * RateGrid.shift(i));
        }
        scale(anywhere, 1 / Arrays.stream(anywhere).sum());
        for (double[] regime : belief) {
            System.arraycopy(anywhere, 0, regime, 0, RateGrid.SIZE);
            scale(regime, 1.0 / REGIMES);
        }
    }

    /** Half of a symmetric kernel with this standard deviation, from its middle out; the variance is exact for small ones. */
    static double[] kernel(double deviation) {
        double step = deviation / RateGrid.STEP;
        if (step < 0.8) {
            return new double[] {1 - step * step, step * step / 2};
        }
        double[] half = new double[(int) Math.ceil(4 * step) + 1];
        double sum = 0;
        for (int i = 0; i < half.length; i++) {
            half[i] = StrictMath.exp(-0.5 * i * i / (step * step));
            sum += i == 0 ? half[i] : 2 * half[i];
        }
        scale(half, 1 / sum);
        return half;
    }

    /** One window on: x walks, then its evidence is weighed in. */
    void step(double[] logLikelihood) {
        double[][] next = new double[REGIMES][];
        for (int r = 0; r < REGIMES; r++) {
            next[r] = walk(mixed(r), kernels[r]);
        }
        double[] likelihood = likelihood(logLikelihood);
        double sum = 0;
        for (int r = 0; r < REGIMES; r++) {
            double[] regime = next[r];
            double jumps = r == REGIMES - 1 ? jump : 0;
            for (int i = 0; i < RateGrid.SIZE; i++) {
                regime[i] = ((1 - jump) * regime[i] + jumps * anywhere[i]) * likelihood[i];
                sum += regime[i];
            }
        }
        for (double[] regime : next) {
            scale(regime, 1 / sum);
        }
        belief = next;
    }

    /** Against the likeliest point, whose likelihood is 1. */
    private static double[] likelihood(double[] logLikelihood) {
        double most = Arrays.stream(logLikelihood).max().orElse(0);
        double[] likelihood = new double[RateGrid.SIZE];
        for (int i = 0; i < RateGrid.SIZE; i++) {
            likelihood[i] = StrictMath.exp(logLikelihood[i] - most);
        }
        return likelihood;
    }

    /** What comes into a regime, from all of them. */
    private double[] mixed(int regime) {
        double[] mixed = new double[RateGrid.SIZE];
        for (int from = 0; from < REGIMES; from++) {
            addShifted(mixed, 0, belief[from], change[from][regime]);
        }
        return mixed;
    }

    /** What would leave the grid stays at its end. */
    private static double[] walk(double[] from, double[] half) {
        int reach = half.length - 1;
        double[] to = new double[RateGrid.SIZE + 2 * reach];
        for (int d = -reach; d <= reach; d++) {
            addShifted(to, reach + d, from, half[Math.abs(d)]);
        }
        int last = reach + RateGrid.SIZE - 1;
        for (int d = 1; d <= reach; d++) {
            to[reach] += to[reach - d];
            to[last] += to[last + d];
        }
        return Arrays.copyOfRange(to, reach, last + 1);
    }

    /** A loop that compilers turn into vector instructions. */
    private static void addShifted(double[] to, int at, double[] from, double weight) {
        for (int i = 0; i < RateGrid.SIZE; i++) {
            to[at + i] += weight * from[i];
        }
    }

    private static void scale(double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    Belief belief() {
        double[] mass = new double[RateGrid.SIZE];
        for (double[] regime : belief) {
            for (int i = 0; i < RateGrid.SIZE; i++) {
                mass[i] += regime[i];
            }
        }
        return new Belief(mass);
    }

    /**
     * A belief about x.
     *
     * @param mass of each point of the grid, 1 in all
     */
    record Belief(double[] mass) {

        /** Half of this and half of another one. */
        Belief with(Belief other) {
            double[] both = new double[mass.length];
            for (int i = 0; i < both.length; i++) {
                both[i] = (mass[i] + other.mass[i]) / 2;
            }
            return new Belief(both);
        }

        double mean() {
            double sum = 0;
            for (int i = 0; i < mass.length; i++) {
                sum += mass[i] * RateGrid.shift(i);
            }
            return sum;
        }

        /** The shift below which this much of the belief lies; mass is spread evenly over its cell. */
        double quantile(double probability) {
            double below = 0;
            for (int i = 0; i < mass.length; i++) {
                if (below + mass[i] >= probability && mass[i] > 0) {
                    return RateGrid.shift(i) + RateGrid.STEP * ((probability - below) / mass[i] - 0.5);
                }
                below += mass[i];
            }
            return RateGrid.END;
        }
    }
}
