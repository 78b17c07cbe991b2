package io.weir.decision;

import java.nio.ByteBuffer;

/**
 * The price of a review slot as a stream runs: the μ with which as many transactions a day would gain more by a review than
 * it costs as the analysts can work.
 *
 * <p>It keeps how many transactions a day gain how much ({@link Policy#reviewGain}), in bins of a quarter of an octave, each
 * transaction fading with e^(-age/τ), τ = 8 hours; μ is where the bins above hold the capacity of a day, interpolated
 * inside a bin. Eight hours are a compromise: traffic that triples overruns the capacity by about a third of a day's reviews
 * before the price has followed, and the price takes part in the swing between day and night. Since gains do not depend on
 * μ, nothing feeds back.
 *
 * <p>Event time drives it, in any order: its clock is the second latest time counted, so that one stray time ahead of all
 * others moves nothing. The same counts in the same order give the same price, bit for bit. Not safe for several threads.
 */
public final class SlotPrice {

    private static final byte FORMAT = 1;
    private static final double DAY = 86_400_000;
    private static final double TAU = DAY / 3;
    /** Fading is applied in steps, so that most counts touch one bin. */
    private static final long STEP_MILLIS = 60_000;
    /** A rate is not judged by less time than this: the first transactions would be an infinite rate. */
    private static final long LEAST_AGE = 3_600_000;

    private static final int PER_OCTAVE = 4;
    private static final double LEAST_GAIN = 1.0 / 128;
    /** Bin 0 holds gains below {@link #LEAST_GAIN}, bin i up to LEAST_GAIN · 2^(i/4), the last all above. */
    private static final int BINS = 1 + 37 * PER_OCTAVE;

    private final double[] bins = new double[BINS];
    private long first = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;
    private long clock = Long.MIN_VALUE;
    /** Time at which a transaction has weight 1 in the bins. */
    private long fadedTo = Long.MIN_VALUE;

    /** Nothing counted yet: the price is 0. */
    public SlotPrice() {}

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException when the bytes are of another format or length
     */
    public SlotPrice(byte[] state) {
        ByteBuffer in = ByteBuffer.wrap(state);
        int header = 1 + 4 * Long.BYTES + 2 * Short.BYTES;
        if (state.length < header || in.get() != FORMAT) {
            throw new IllegalArgumentException("slot price state has " + state.length + " bytes"
                    + (state.length == 0 ? "" : ", format " + state[0]) + "; allowed: format " + FORMAT);
        }
        first = in.getLong();
        latest = in.getLong();
        clock = in.getLong();
        fadedTo = in.getLong();
        int from = in.getShort();
        int to = in.getShort();
        if (from < 0 || to < from || to > BINS || in.remaining() != (to - from) * Double.BYTES) {
            throw new IllegalArgumentException("slot price state has bins " + from + " to " + to + " in "
                    + in.remaining() + " bytes; allowed: within 0 to " + BINS + ", 8 bytes each");
        }
        in.asDoubleBuffer().get(bins, from, to - from);
    }

    /**
     * Counts a transaction; the very first one only starts the clock.
     *
     * @param timeMillis event time
     * @param gain what its review would gain, major units; only gains above 0 take part
     */
    public void count(long timeMillis, double gain) {
        first = Math.min(first, timeMillis);
        clock = Math.max(clock, Math.min(timeMillis, latest));
        latest = Math.max(latest, timeMillis);
        if (clock == Long.MIN_VALUE) {
            return;
        }
        fade();
        if (gain > 0) {
            bins[bin(gain)] += timeMillis >= fadedTo ? 1 : kept(fadedTo - timeMillis);
        }
    }

    /**
     * Counts a decision: what a review of it would have gained; one that a rule sent to review takes its slot whatever it
     * gains, and one that a rule settled otherwise takes none.
     */
    public void count(Decision decision, Policy policy) {
        double gain =
                policy.reviewGain(decision.probability(), decision.transaction().amount());
        if (decision.rule() != null) {
            gain = decision.action() == Action.REVIEW ? Double.MAX_VALUE : 0;
        }
        count(decision.transaction().timeMillis(), gain);
    }

    private void fade() {
        if (fadedTo == Long.MIN_VALUE) {
            fadedTo = clock;
        } else if (clock - fadedTo >= STEP_MILLIS) {
            double kept = kept(clock - fadedTo);
            for (int i = 0; i < BINS; i++) {
                bins[i] *= kept;
            }
            fadedTo = clock;
        }
    }

    private static double kept(long ageMillis) {
        return StrictMath.exp(-ageMillis / TAU);
    }

    private static int bin(double gain) {
        double octaves = StrictMath.log(gain / LEAST_GAIN) / StrictMath.log(2);
        return (int) Math.max(0, Math.min(BINS - 1, 1 + Math.floor(PER_OCTAVE * octaves)));
    }

    /** Lower edge of a bin. */
    private static double edge(int bin) {
        return bin == 0 ? 0 : LEAST_GAIN * StrictMath.pow(2, (double) (bin - 1) / PER_OCTAVE);
    }

    /**
     * μ for a transaction of this time, major units; 0 while there are slots for all reviews that pay.
     *
     * @param timeMillis event time
     * @param perDay capacity that the transactions counted here share: of n partitions, each has an n-th
     */
    public double price(long timeMillis, double perDay) {
        if (fadedTo == Long.MIN_VALUE || perDay == Double.POSITIVE_INFINITY) {
            return 0;
        }
        long age = Math.max(LEAST_AGE, Math.max(timeMillis, clock) - first);
        double faded = kept(Math.max(0, timeMillis - fadedTo));
        double slots = perDay * TAU / DAY * (1 - kept(age)) / faded;
        double above = 0;
        for (int i = BINS - 1; i >= 0; i--) {
            if (above + bins[i] > slots) {
                return within(i, (slots - above) / bins[i]);
            }
            above += bins[i];
        }
        return 0;
    }

    /** The value in a bin with this share of it above. */
    private static double within(int bin, double above) {
        return bin == 0 ? LEAST_GAIN * (1 - above) : edge(bin) * StrictMath.pow(2, (1 - above) / PER_OCTAVE);
    }

    /** The state: a few hundred bytes, a format version first. */
    public byte[] toBytes() {
        int from = 0;
        int to = BINS;
        while (to > 0 && bins[to - 1] == 0) {
            to--;
        }
        while (from < to && bins[from] == 0) {
            from++;
        }
        ByteBuffer out = ByteBuffer.allocate(1 + 4 * Long.BYTES + 2 * Short.BYTES + (to - from) * Double.BYTES);
        out.put(FORMAT).putLong(first).putLong(latest).putLong(clock).putLong(fadedTo);
        out.putShort((short) from).putShort((short) to);
        out.asDoubleBuffer().put(bins, from, to - from);
        return out.array();
    }
}
