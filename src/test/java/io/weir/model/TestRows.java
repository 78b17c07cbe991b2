package io.weir.model;

/** Seeded random rows with missing values. */
final class TestRows {

    private TestRows() {}

    static double[][] random(int rows, int features, double missing, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        double[][] out = new double[rows][features];
        for (double[] row : out) {
            for (int f = 0; f < features; f++) {
                row[f] = random.unit() < missing ? Double.NaN : gaussian(random) * (f + 1);
            }
        }
        return out;
    }

    /** Sum of twelve uniforms less six: close enough to a normal. */
    static double gaussian(SplitMix64 random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.unit();
        }
        return sum;
    }
}
