package io.weir.cli;

import io.weir.transaction.Transaction;
import java.time.Duration;
import java.util.List;

/**
 * The payments of a load: those that the bank's customers make next, over and over, each with an id and time of its own; with
 * accounts and merchants of the case's own number, each as often as the others, when it asks for that.
 */
final class LoadPayments {

    private static final String ID = "bench-";
    private static final String OLD = "old-";
    private static final long HISTORY = Duration.ofDays(38).toMillis();

    /** No power of 2, 3 or 5 divides it: it visits each account of a round number once before any twice. */
    private static final long STRIDE = 7_919;

    private final List<Transaction> templates;
    private final int accounts;
    private final int merchants;
    private final int history;
    private final long backlog;
    private final long end;
    private final long start = System.currentTimeMillis();

    /** @param end where history ends, epoch milliseconds */
    LoadPayments(List<Transaction> templates, LoadCase load, long end) {
        this.templates = templates;
        this.accounts = load.accounts();
        this.merchants = load.merchants();
        this.history = load.history();
        this.backlog = (long) load.transactions() * load.rounds();
        this.end = end;
    }

    /** Payment n of the history, spread evenly over 38 days. */
    Transaction past(int n) {
        return payment(id(-1 - n), n, end - HISTORY + (long) ((double) n / history * HISTORY));
    }

    /** Payment n of a backlog: those of all rounds are spread evenly over the time before the case began. */
    Transaction waiting(int n) {
        return next(
                n,
                start
                        - LoadCluster.BACKLOG.toMillis()
                        + (long) ((double) n / backlog * LoadCluster.BACKLOG.toMillis()));
    }

    /** Payment n of the load. */
    Transaction next(int n, long timeMillis) {
        return payment(id(n), n + (long) history, timeMillis);
    }

    private Transaction payment(String id, long n, long timeMillis) {
        Transaction template = templates.get((int) (n % templates.size()));
        return new Transaction(
                id,
                accounts == 0 ? template.account() : "account-" + n * STRIDE % accounts,
                merchants == 0 ? template.merchant() : "merchant-" + merchant(n),
                timeMillis,
                template.amountMinor(),
                template.currency(),
                template.numeric(),
                template.categorical());
    }

    /** Another one each time that an account comes round, so that it goes to several. */
    private long merchant(long n) {
        return (n + n / accounts) * STRIDE % merchants;
    }

    /** The id of payment n of the load; of a negative number that of past payment -1 - n. */
    static String id(int n) {
        return n < 0 ? OLD + (-1 - n) : ID + n;
    }

    /** The number of a payment of the load, from its id. */
    static int number(String id) {
        return Integer.parseInt(id.substring(ID.length()));
    }
}
