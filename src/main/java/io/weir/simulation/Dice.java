package io.weir.simulation;

import io.weir.transaction.IdHash;

/**
 * Random numbers from a seed: SplitMix64 (Steele, Lea, Flood 2014) with the usual transforms in {@code StrictMath}. The
 * JDK's generators may change between versions and its {@code Math} between machines; this may not.
 */
public final class Dice {

    private static final long GAMMA = 0x9e3779b97f4a7c15L;
    private static final double POISSON_CHUNK = 500;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /** Independent numbers for each purpose, a name of the caller's own, and index. */
    public static Dice of(long seed, String purpose, long index) {
        return new Dice(IdHash.mix(IdHash.mix(IdHash.mix(seed) ^ IdHash.of(purpose)) + index));
    }

    static Dice of(long seed, Purpose purpose, long index) {
        return of(seed, purpose.name(), index);
    }

    /** What numbers are drawn for; its name is part of the seed. */
    enum Purpose {
        CUSTOMER,
        MERCHANT,
        LEGITIMATE,
        FRAUD,
        COMPROMISED_MERCHANT,
        COMPROMISED_ACCOUNT,
        CARD_TESTING,
        MULE_MERCHANT,
        CUSTOMER_STAY,
        MERCHANT_STAY,
        REPORT,
        NOISE
    }

    long bits() {
        long bits = IdHash.mix(state);
        state += GAMMA;
        return bits;
    }

    /** Uniform in [0, 1). */
    public double unit() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    /** Uniform in [from, to). */
    public double between(double from, double to) {
        return from + (to - from) * unit();
    }

    /** Uniform in 0 .. n - 1. */
    public int below(int n) {
        return (int) (unit() * n);
    }

    /** Standard normal (Box, Muller 1958). */
    public double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
        return radius * StrictMath.cos(2 * StrictMath.PI * unit());
    }

    /** Lognormal with this median and this standard deviation of the logarithm. */
    public double logNormal(double median, double sigma) {
        return median * StrictMath.exp(sigma * gaussian());
    }

    /** Poisson, by multiplying uniforms (Knuth 1969, 3.4.1); a large mean is a sum of smaller ones. */
    public int poisson(double mean) {
        int count = 0;
        double left = mean;
        for (; left > POISSON_CHUNK; left -= POISSON_CHUNK) {
            count += poisson(POISSON_CHUNK);
        }
        double limit = StrictMath.exp(-left);
        for (double product = unit(); product > limit; product *= unit()) {
            count++;
        }
        return count;
    }
}
