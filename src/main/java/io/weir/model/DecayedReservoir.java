package io.weir.model;

import io.weir.transaction.IdHash;
import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * A fixed number of rows drawn without replacement from a stream, a row of one half-life ago half as likely as one of now:
 * weighted reservoir sampling, algorithm A-Res (Efraimidis, Spirakis 2006), with forward decay (Cormode, Shkapenyuk,
 * Srivastava, Xu 2009).
 *
 * <p>A row of weight w = 2^(time / half-life) has the key u^(1/w), u uniform in (0, 1), and the greatest keys stay. What is
 * compared here is ln(-ln u) - ln w, least first: the same order, and finite however long the stream is. u is a hash of the
 * row's id, so which rows stay depends on seed, ids and times alone: neither the order of arrival nor a row that comes twice
 * changes it.
 *
 * <p>Mutable, for one thread. Memory is that of the rows kept.
 */
public final class DecayedReservoir {

    private static final Comparator<Kept> LEAST_FIRST =
            Comparator.comparingDouble(Kept::key).thenComparingLong(Kept::id);

    private final int capacity;
    private final double decayPerMilli;
    private final long seed;
    private final TreeSet<Kept> kept = new TreeSet<>(LEAST_FIRST);
    private int features;

    private record Kept(double key, long id, double[] row) {}

    /**
     * An empty reservoir.
     *
     * @param capacity rows that it keeps at most, 1 or more
     * @param halfLife age at which a row is half as likely to be kept, 1 ms or more
     * @throws IllegalArgumentException naming the value and what is allowed
     */
    public DecayedReservoir(int capacity, Duration halfLife, long seed) {
        if (capacity < 1) {
            throw new IllegalArgumentException("reservoir capacity is " + capacity + "; allowed: 1 or more");
        }
        if (halfLife.toMillis() < 1) {
            throw new IllegalArgumentException("reservoir half-life is " + halfLife + "; allowed: PT0.001S or more");
        }
        this.capacity = capacity;
        this.decayPerMilli = StrictMath.log(2) / halfLife.toMillis();
        this.seed = IdHash.mix(seed);
    }

    /**
     * Offers a row; a copy is kept if it is drawn.
     *
     * @param timeMillis event time, in any order
     * @param id the same for the same row, such as {@link IdHash#of} of a transaction's id
     * @throws IllegalArgumentException when rows differ in length
     */
    public void add(double[] row, long timeMillis, long id) {
        if (features == 0) {
            features = row.length;
        }
        if (row.length != features) {
            throw new IllegalArgumentException("row has " + row.length + " features; those before it have " + features);
        }
        double uniform = ((IdHash.mix(id ^ seed) >>> 11) + 0.5) * 0x1.0p-53;
        double key = StrictMath.log(-StrictMath.log(uniform)) - decayPerMilli * timeMillis;
        if (kept.size() == capacity && key > kept.last().key()) {
            return;
        }
        kept.add(new Kept(key, id, row.clone()));
        if (kept.size() > capacity) {
            kept.pollLast();
        }
    }

    /** The rows kept, in an order that says nothing; all that were offered while there is room. */
    public double[][] rows() {
        return kept.stream().map(row -> row.row().clone()).toArray(double[][]::new);
    }
}
