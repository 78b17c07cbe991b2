package io.weir.cli;

import io.weir.transaction.IdHash;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
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
        if (transaction.timeMillis() < decideFrom) {
            return;
        }
        if (!toDecide.add(IdHash.of(transaction.id()))) {
            repeated++;
        } else if (labelled.fraud()) {
            frauds.add(transaction.id());
        }
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
