package io.weir.history;

import io.weir.transaction.IdOrder;
import io.weir.transaction.LabelledTransaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The good rows of a history that should be in time order: bad rows go to the caller's sink, rows whose event time lies
 * before an earlier row's are passed on where they stand and counted. Of rows in turn that share a millisecond the order is that
 * of their ids ({@link IdOrder}), as in the stream; nothing else is sorted. Memory holds the rows of one millisecond.
 */
public final class OrderedReader implements Iterator<LabelledTransaction> {

    private final Iterator<Row> rows;
    private final Consumer<Row.Bad> rejects;
    private final ArrayDeque<LabelledTransaction> sameTime = new ArrayDeque<>();
    private @Nullable LabelledTransaction following;
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
        if (sameTime.isEmpty()) {
            readSameTime();
        }
        return !sameTime.isEmpty();
    }

    @Override
    public LabelledTransaction next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more transactions");
        }
        return sameTime.remove();
    }

    private void readSameTime() {
        List<LabelledTransaction> group = new ArrayList<>();
        LabelledTransaction row = following == null ? read() : following;
        while (row != null && (group.isEmpty() || timeMillis(row) == timeMillis(group.get(0)))) {
            group.add(row);
            row = read();
        }
        following = row;
        group.sort(Comparator.comparing(labelled -> labelled.transaction().id(), IdOrder.SHORTLEX));
        sameTime.addAll(group);
    }

    private @Nullable LabelledTransaction read() {
        while (rows.hasNext()) {
            Row row = rows.next();
            if (row instanceof Row.Good found) {
                count(found.line(), timeMillis(found.labelled()));
                return found.labelled();
            } else if (row instanceof Row.Bad bad) {
                rejected++;
                rejects.accept(bad);
            }
        }
        return null;
    }

    private static long timeMillis(LabelledTransaction labelled) {
        return labelled.transaction().timeMillis();
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
