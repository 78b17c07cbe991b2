package io.weir.cli;

import io.weir.transaction.IdHash;
import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * What a file of history holds, known before it is streamed: how much is to be decided, and the truth that the decisions
 * are scored against.
 */
final class DemoScan {

    private final long decideFrom;
    private final Set<Long> toDecide = new HashSet<>();
    private final Set<String> frauds = new HashSet<>();
    private long repeated;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    private DemoScan(long decideFrom) {
        this.decideFrom = decideFrom;
    }

    /** Reads all rows. */
    static DemoScan of(HistoryFile rows, long decideFrom) {
        DemoScan scan = new DemoScan(decideFrom);
        rows.forEachRemaining(scan::add);
        return scan;
    }

    private void add(LabelledTransaction labelled) {
        Transaction transaction = labelled.transaction();
        cover(labelled);
        if (transaction.timeMillis() < decideFrom) {
            return;
        }
        if (!toDecide.add(IdHash.of(transaction.id()))) {
            repeated++;
        } else if (labelled.fraud()) {
            frauds.add(transaction.id());
        }
    }

    private void cover(LabelledTransaction labelled) {
        long time = labelled.transaction().timeMillis();
        if (time >= decideFrom - DemoFeed.WARM_UP) {
            Label label = labelled.fraud() ? labelled.label() : null;
            first = Math.min(first, time);
            last = Math.max(last, label == null ? time : Math.max(time, label.reportedMillis() - 1));
        }
    }

    /** End of the last window of the base rate that closes when all is streamed; {@link Long#MIN_VALUE}: none does. */
    long lastWindowEnd(Duration window) {
        long length = window.toMillis();
        boolean closes = first <= last && Math.floorDiv(last + 1, length) > Math.floorDiv(first, length);
        return closes ? Math.floorDiv(last + 1, length) * length : Long.MIN_VALUE;
    }

    /** Transactions that ask for a decision, each id once. */
    int toDecide() {
        return toDecide.size();
    }

    boolean isToDecide(String id) {
        return toDecide.contains(IdHash.of(id));
    }

    boolean isFraud(String id) {
        return frauds.contains(id);
    }

    /** Frauds among the transactions to decide: as many outcomes are due. */
    int frauds() {
        return frauds.size();
    }

    /** Rows whose id came before. */
    long repeated() {
        return repeated;
    }
}
