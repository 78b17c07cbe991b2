package io.weir.feature;

/**
 * How many different keys were seen, in {@value #BYTES} bytes: HyperLogLog (Flajolet and others 2007) with 128 registers of
 * four bits and the estimator of Ertl 2017 ("New cardinality estimation algorithms for HyperLogLog sketches", algorithm 6),
 * which needs no table of corrections and is right at both ends of the scale.
 *
 * <p>Standard error 1.04 / √128 = 9 %, less for a few dozen keys. A hash picks a register by its low seven bits; the register
 * keeps the largest place, 1 to 15, of the lowest 1 in the others. The union of two sketches is the larger of each register.
 */
final class KeySketch {

    static final int BYTES = 64;

    private static final int REGISTERS = 2 * BYTES;
    private static final int PLACES = 14;
    /** 1 / (2 ln 2). */
    private static final double ALPHA = 0.7213475204444817;

    private KeySketch() {}

    /** Counts a key in. */
    static void add(byte[] sketch, int at, int hash) {
        int register = hash & (REGISTERS - 1);
        int rank = Integer.numberOfTrailingZeros((hash >>> 7) | 1 << PLACES) + 1;
        int cell = at + (register >> 1);
        int shift = (register & 1) << 2;
        int old = (sketch[cell] >> shift) & 15;
        if (rank > old) {
            sketch[cell] = (byte) (sketch[cell] ^ ((old ^ rank) << shift));
        }
    }

    /** Counts in what another has counted. */
    static void merge(byte[] sketch, int at, byte[] other, int otherAt) {
        for (int i = 0; i < BYTES; i++) {
            int a = sketch[at + i];
            int b = other[otherAt + i];
            sketch[at + i] = (byte) (Math.max(a & 0xf0, b & 0xf0) | Math.max(a & 15, b & 15));
        }
    }

    /** About how many keys were counted in. */
    static double estimate(byte[] sketch) {
        int[] registers = new int[PLACES + 2];
        for (byte cell : sketch) {
            registers[cell & 15]++;
            registers[(cell >> 4) & 15]++;
        }
        double m = REGISTERS;
        double z = m * tau(1 - registers[PLACES + 1] / m);
        for (int k = PLACES; k >= 1; k--) {
            z = 0.5 * (z + registers[k]);
        }
        return ALPHA * m * m / (z + m * sigma(registers[0] / m));
    }

    /** x + Σ x^(2^k) · 2^(k-1) over k of 1 and more. */
    private static double sigma(double x) {
        if (x == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double power = x;
        double factor = 1;
        double sum = x;
        double before;
        do {
            power *= power;
            before = sum;
            sum += power * factor;
            factor += factor;
        } while (sum != before);
        return sum;
    }

    /** (1 - x - Σ (1 - x^(2^-k))² · 2^-k over k of 1 and more) / 3. */
    private static double tau(double x) {
        if (x == 0 || x == 1) {
            return 0;
        }
        double root = x;
        double factor = 1;
        double rest = 1 - x;
        double before;
        do {
            root = Math.sqrt(root);
            before = rest;
            factor *= 0.5;
            rest -= (1 - root) * (1 - root) * factor;
        } while (rest != before);
        return rest / 3;
    }
}
