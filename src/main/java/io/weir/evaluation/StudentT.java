package io.weir.evaluation;

/**
 * Student's t distribution with a whole number of degrees of freedom ν, by the finite series in cos θ, θ = atan(t/√ν)
 * (Abramowitz, Stegun 1964, 26.7.3 and 26.7.4).
 */
final class StudentT {

    private StudentT() {}

    /** The t above 0 with P(|T| ≤ t) = confidence, by bisection. */
    static double quantile(double confidence, int freedom) {
        double low = 0;
        double high = 1;
        while (within(high, freedom) < confidence) {
            high *= 2;
        }
        for (int step = 0; step < 100; step++) {
            double middle = (low + high) / 2;
            if (within(middle, freedom) < confidence) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** P(|T| ≤ t). */
    static double within(double t, int freedom) {
        double theta = StrictMath.atan(t / Math.sqrt(freedom));
        double cosine = StrictMath.cos(theta);
        boolean odd = freedom % 2 == 1;
        double term = odd ? cosine : 1;
        double sum = 0;
        for (int k = odd ? 1 : 0; k <= freedom - 2; k += 2) {
            sum += term;
            term *= cosine * cosine * (k + 1) / (k + 2);
        }
        double series = StrictMath.sin(theta) * sum;
        return odd ? 2 / Math.PI * (theta + series) : series;
    }
}
