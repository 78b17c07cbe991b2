package io.weir.model;

import java.util.Arrays;

/**
 * Penalised logistic regression by Newton's method with step halving: minimises Σ cross-entropy + l2/2·Σ wᵢ², no penalty
 * on the intercept. Targets lie in [0, 1], their mean strictly inside.
 */
final class LogisticRegression {

    private static final int MAX_STEPS = 50;
    private static final int MAX_HALVINGS = 30;
    private static final double TOLERANCE = 1e-12;
    private static final double RIDGE = 1e-9;

    private final double[][] rows;
    private final double[] targets;
    private final double l2;
    /** Weights, then the intercept. */
    private final int size;

    LogisticRegression(double[][] rows, double[] targets, double l2) {
        this.rows = rows;
        this.targets = targets;
        this.l2 = l2;
        this.size = rows[0].length + 1;
    }

    /** The weights, then the intercept. */
    double[] solve() {
        double[] point = new double[size];
        point[size - 1] = startingIntercept();
        double loss = loss(point);
        for (int i = 0; i < MAX_STEPS; i++) {
            double[] step = newtonStep(point);
            double length = 2;
            double[] next;
            double nextLoss;
            int halvings = 0;
            do {
                length /= 2;
                next = moved(point, step, length);
                nextLoss = loss(next);
            } while (!(nextLoss <= loss) && ++halvings < MAX_HALVINGS);
            if (!(nextLoss < loss)) {
                return point;
            }
            boolean settled = loss - nextLoss <= TOLERANCE * (1 + Math.abs(loss));
            point = next;
            loss = nextLoss;
            if (settled) {
                return point;
            }
        }
        return point;
    }

    private double startingIntercept() {
        double mean = Arrays.stream(targets).average().orElse(0.5);
        return StrictMath.log(mean / (1 - mean));
    }

    private static double[] moved(double[] point, double[] step, double length) {
        double[] next = new double[point.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = point[i] - length * step[i];
        }
        return next;
    }

    private double dot(double[] row, double[] point) {
        double sum = point[size - 1];
        for (int f = 0; f < row.length; f++) {
            sum += row[f] * point[f];
        }
        return sum;
    }

    private double loss(double[] point) {
        double loss = 0;
        for (int i = 0; i < rows.length; i++) {
            double z = dot(rows[i], point);
            loss += Logit.softplus(z) - targets[i] * z;
        }
        for (int f = 0; f < size - 1; f++) {
            loss += 0.5 * l2 * point[f] * point[f];
        }
        return loss;
    }

    /** Hessian⁻¹·gradient. */
    private double[] newtonStep(double[] point) {
        double[] gradient = new double[size];
        double[][] hessian = new double[size][size];
        for (int i = 0; i < rows.length; i++) {
            double p = Logit.sigmoid(dot(rows[i], point));
            accumulate(rows[i], p - targets[i], p * (1 - p), gradient, hessian);
        }
        for (int f = 0; f < size - 1; f++) {
            gradient[f] += l2 * point[f];
            hessian[f][f] += l2;
        }
        for (int f = 0; f < size; f++) {
            hessian[f][f] += RIDGE * (1 + hessian[f][f]);
        }
        return Cholesky.solve(hessian, gradient);
    }

    private void accumulate(double[] row, double error, double weight, double[] gradient, double[][] hessian) {
        for (int f = 0; f < row.length; f++) {
            gradient[f] += error * row[f];
            double weighted = weight * row[f];
            for (int g = 0; g <= f; g++) {
                hessian[f][g] += weighted * row[g];
            }
        }
        gradient[size - 1] += error;
        for (int g = 0; g < row.length; g++) {
            hessian[size - 1][g] += weight * row[g];
        }
        hessian[size - 1][size - 1] += weight;
    }
}
