package io.weir.cli;

import io.weir.history.Event;
import io.weir.transaction.Transaction;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * An open-loop generator: transaction n is due at a time fixed beforehand, whatever became of those before it, and has that
 * time as its event time. One that is sent late counts from when it was due.
 */
final class SteadyLoad {

    private static final String ID = "bench-";

    private final List<Transaction> templates;
    private final EventProducer producer;
    private final Pace pace;
    private final long startMillis;
    private final Histogram late = new Histogram(3);

    /**
     * A load that starts now.
     *
     * @param templates payments to send over and over, each time with an id and a time of its own
     */
    SteadyLoad(List<Transaction> templates, EventProducer producer, int rate) {
        this.templates = templates;
        this.producer = producer;
        this.pace = new Pace(rate);
        this.startMillis = System.currentTimeMillis();
    }

    /** When each is due. */
    Pace pace() {
        return pace;
    }

    /**
     * Sends so many, unless asked to stop.
     *
     * @param warmUp number of the first one whose lateness counts
     */
    void run(int count, int warmUp, CleanStop stop) {
        for (int n = 0; n < count; n++) {
            Transaction payment = payment(n);
            if (!pace.await(n, stop)) {
                break;
            }
            if (n >= warmUp) {
                late.recordValue(Math.max(0, System.nanoTime() - pace.dueNanos(n)) / 1000);
            }
            producer.send(new Event.Payment(payment));
        }
        producer.flush();
    }

    private Transaction payment(int n) {
        Transaction template = templates.get(n % templates.size());
        return new Transaction(
                ID + n,
                template.account(),
                template.merchant(),
                startMillis + (pace.dueNanos(n) - pace.dueNanos(0)) / 1_000_000,
                template.amountMinor(),
                template.currency(),
                template.numeric(),
                template.categorical());
    }

    /** The number of a transaction, from its id. */
    static int number(String id) {
        return Integer.parseInt(id.substring(ID.length()));
    }

    /** How late transactions were handed to the producer, microseconds. */
    Histogram late() {
        return late;
    }
}
