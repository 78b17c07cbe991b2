package io.weir.feature;

import java.util.List;

/**
 * How wide a bucket of folded payments may be at which age, so that no window of a catalogue is misjudged by more than a
 * share ε of its length.
 *
 * <p>A window of length w that ends d before the transaction has its ends at ages d and d + w; for a transaction that is late
 * by L, at d + L and d + w + L. With l = max(w, d/8), so that a short window of long ago does not ask for more than all
 * others together, a bucket at age A may be as wide as
 *
 * <pre>ε · min over all windows of max(l, l + 4(A - d - w))</pre>
 *
 * which is ε·l up to the start of each window, and ε·(l + 4L) where a late transaction has its. Age only grows, and the width
 * with it: buckets only ever merge, as in an exponential histogram (Datar, Gionis, Indyk, Motwani 2002), but on a dyadic grid
 * of event time, so that where a payment goes depends on its time and hardly on when it arrived.
 *
 * <p>ε is 1/32; or, for a catalogue that could need more than {@value #MAX_BUCKETS} buckets with it, the next power of two
 * that cannot.
 */
final class BucketWidths {

    static final int MAX_BUCKETS = 320;

    private static final int FINEST = 5;
    /** Widths are 1, 2, 4 … milliseconds up to a thousand years. */
    private static final int LEVELS = 46;

    private final List<Measure> measures;
    private final int fineness;
    private final long[] ages;
    private final int most;

    private BucketWidths(List<Measure> measures, int fineness, long reach) {
        this.measures = measures;
        this.fineness = fineness;
        ages = new long[LEVELS];
        for (int level = 0; level < LEVELS; level++) {
            ages[level] = age(1L << Math.max(0, level + fineness));
        }
        most = most(reach);
    }

    /**
     * Widths for the windows of an entity.
     *
     * @param measures those with {@code same} are left out: buckets cannot answer them
     * @param reach age at which history ends
     */
    static BucketWidths of(List<Measure> measures, long reach) {
        List<Measure> folded =
                measures.stream().filter(measure -> measure.same() < 0).toList();
        BucketWidths widths = new BucketWidths(folded, FINEST, reach);
        while (widths.most > MAX_BUCKETS) {
            widths = new BucketWidths(folded, widths.fineness - 1, reach);
        }
        return widths;
    }

    /** The age from which all windows allow a width of ε times this. */
    private long age(long length) {
        long age = 0;
        for (Measure m : measures) {
            long own = Math.max(m.window(), m.delay() / 8);
            if (own < length) {
                age = Math.max(age, m.delay() + m.window() + (length - own + 3) / 4);
            }
        }
        return age;
    }

    /** Cells of the grid that history can touch; an interval touches one more than it is long. */
    private int most(long reach) {
        long cells = 0;
        for (int level = 0; level < LEVELS; level++) {
            long from = level == 0 ? 0 : ages[level];
            long to = level + 1 < LEVELS ? Math.min(ages[level + 1], reach) : reach;
            if (from < to) {
                cells += ((to - from - 1) >> level) + 2;
            }
        }
        return (int) Math.min(cells, Integer.MAX_VALUE);
    }

    /** Share ε of a window's length by which either of its ends may be off. */
    double error() {
        return StrictMath.scalb(1.0, -fineness);
    }

    /** No more buckets than this are ever kept. */
    int most() {
        return most;
    }

    /** True when one bucket may hold payments from {@code first} to {@code latest}: they share a cell allowed at that age. */
    boolean allows(long first, long latest, long newest) {
        int level = Long.SIZE - Long.numberOfLeadingZeros(first ^ latest);
        return level == 0 || (level < LEVELS && newest - latest >= ages[level]);
    }
}
