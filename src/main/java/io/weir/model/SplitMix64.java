package io.weir.model;

import io.weir.transaction.IdHash;

/** A small generator with its state in one long (SplitMix64: Steele, Lea, Flood 2014). One seed, one sequence, for good. */
final class SplitMix64 {

    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    SplitMix64(long seed) {
        state = seed;
    }

    long next() {
        long value = IdHash.mix(state);
        state += GAMMA;
        return value;
    }

    /** Uniform in [0, 1). */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** Uniform in 0 to bound - 1; the bias is below bound / 2^32. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }
}
