package io.weir.history;

import io.weir.transaction.LabelledTransaction;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The good rows of a history that should be in time order: bad rows go to the caller's sink, rows whose event time lies
 * before an earlier row's are passed on where they stand and counted. Nothing is sorted.
 */
public final class OrderedReader implements Iterator<LabelledTransaction> {

    private final Iterator<Row> rows;
    private final Consumer<Row.Bad> rejects;
    private @Nullable LabelledTransaction next;
    private long latestMillis = Long.MIN_VALUE;
    private long good;
    private long rejected;
    private long outOfOrder;
    private long firstOutOfOrderLine;

    /**
     * Reads on from where the rows stand.
     *
     * @param rejects takes each bad row, for example {@code rejectLog::add}
     */
    public OrderedReader(Iterator<Row> rows, Consumer<Row.Bad> rejects) {
        this.rows = rows;
        this.rejects = rejects;
    }

    @Override
    public boolean hasNext() {
        while (next == null && rows.hasNext()) {
            Row row = rows.next();
            if (row instanceof Row.Good found) {
                next = found.labelled();
                count(found.line(), next.transaction().timeMillis());
            } else if (row instanceof Row.Bad bad) {
                rejected++;
                rejects.accept(bad);
            }
        }
        return next != null;
    }

    @Override
    public LabelledTransaction next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("no more transactions");
        }
        LabelledTransaction labelled = next;
        next = null;
        return labelled;
    }

    private void count(long line, long timeMillis) {
        good++;
        if (timeMillis < latestMillis) {
            firstOutOfOrderLine = outOfOrder == 0 ? line : firstOutOfOrderLine;
            outOfOrder++;
        }
        latestMillis = Math.max(latestMillis, timeMillis);
    }

    /** Good rows read so far. */
    public long good() {
        return good;
    }

    /** Bad rows so far. */
    public long rejected() {
        return rejected;
    }

    /** Good rows so far whose time lies before that of an earlier row. */
    public long outOfOrder() {
        return outOfOrder;
    }

    /** The first line that was out of order, when there was one. */
    public OptionalLong firstOutOfOrderLine() {
        return outOfOrder == 0 ? OptionalLong.empty() : OptionalLong.of(firstOutOfOrderLine);
    }
}
