package io.weir.history;

import io.weir.feature.EntityProfile;
import io.weir.feature.EntityProfile.Arrival;
import io.weir.feature.EntityProfile.Observation;
import io.weir.feature.Evidence;
import io.weir.feature.FeatureCatalogue;
import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Features of a history as they would have been live: each transaction in turn, each report of fraud when it became known.
 * The state is that of the stream's profiles, in memory.
 */
public final class ProfileReplay {

    private final FeatureCatalogue catalogue;
    private final Map<String, byte[]> accounts = new HashMap<>();
    private final Map<String, byte[]> merchants = new HashMap<>();
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::reportedMillis).thenComparingLong(Due::order));
    private long order;

    public ProfileReplay(FeatureCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * A report that waits for its time.
     *
     * @param order of the transactions: reports of one moment stay in it
     */
    private record Due(long reportedMillis, long order, LabelledTransaction judged, Label label) {}

    /**
     * What was known of a transaction.
     *
     * @param known evidence at its event time; null when the id came before, or came before with another content
     * @param arrival whether it was new
     */
    public record Observed(@Nullable Evidence known, Arrival arrival) {}

    /** Takes in the frauds reported up to a time, inclusive, oldest first, and returns them. */
    public List<LabelledTransaction> reportUntil(long millis) {
        List<LabelledTransaction> reported = new ArrayList<>();
        for (Due next = due.peek(); next != null && next.reportedMillis() <= millis; next = due.peek()) {
            due.remove();
            Transaction judged = next.judged().transaction();
            EntityProfile profile = catalogue.merchant();
            byte[] state = merchants.get(judged.merchant());
            merchants.put(judged.merchant(), profile.report(state, next.label(), judged.timeMillis()));
            reported.add(next.judged());
        }
        return reported;
    }

    /** Observes a transaction; the reports due by its time have to be in ({@link #reportUntil}). */
    public Observed observe(LabelledTransaction labelled) {
        Transaction transaction = labelled.transaction();
        Observation account = catalogue.account().observe(accounts.get(transaction.account()), transaction);
        if (account.arrival() != Arrival.NEW) {
            return new Observed(null, account.arrival());
        }
        Observation merchant = catalogue.merchant().observe(merchants.get(transaction.merchant()), transaction);
        accounts.put(transaction.account(), account.state());
        if (merchant.arrival() != Arrival.NEW) {
            return new Observed(null, merchant.arrival());
        }
        merchants.put(transaction.merchant(), merchant.state());
        Label label = labelled.label();
        if (label != null && label.fraud()) {
            due.add(new Due(label.reportedMillis(), order++, labelled, label));
        }
        return new Observed(new Evidence(account.values(), merchant.values()), Arrival.NEW);
    }
}
