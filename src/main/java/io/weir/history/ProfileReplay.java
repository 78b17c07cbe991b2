package io.weir.history;

import io.weir.feature.EntityProfile;
import io.weir.feature.EntityProfile.Arrival;
import io.weir.feature.EntityProfile.Observation;
import io.weir.feature.Evidence;
import io.weir.feature.FeatureCatalogue;
import io.weir.transaction.IdOrder;
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
    private final List<Map<String, State>> states;
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::reportedMillis)
            .thenComparing(next -> next.label().transactionId(), IdOrder.SHORTLEX));

    public ProfileReplay(FeatureCatalogue catalogue) {
        this.catalogue = catalogue;
        this.states = catalogue.profiles().stream()
                .map(profile -> (Map<String, State>) new HashMap<String, State>())
                .toList();
    }

    /** An entity's packed state as it is now; null for one never seen. Looked up once a payment. */
    private static final class State {
        private byte @Nullable [] bytes;
    }

    /** A report that waits for its time; reports of one moment come by the ids of their transactions. */
    private record Due(long reportedMillis, LabelledTransaction judged, Label label) {}

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
            report(judged, next.label());
            reported.add(next.judged());
        }
        return reported;
    }

    private void report(Transaction judged, Label label) {
        for (int hop = 0; hop < states.size(); hop++) {
            EntityProfile profile = catalogue.profiles().get(hop);
            String key = profile.keyOf(judged);
            if (key != null) {
                State state = state(hop, key);
                state.bytes = profile.report(state.bytes, label, judged.timeMillis());
            }
        }
    }

    /** Observes a transaction; the reports due by its time have to be in ({@link #reportUntil}). */
    public Observed observe(LabelledTransaction labelled) {
        Transaction transaction = labelled.transaction();
        double[] values = catalogue.start(transaction);
        for (int hop = 0; hop < states.size(); hop++) {
            EntityProfile profile = catalogue.profiles().get(hop);
            String key = profile.keyOf(transaction);
            if (key != null) {
                State state = state(hop, key);
                Observation observation = profile.observe(state.bytes, transaction, values);
                if (observation.arrival() != Arrival.NEW) {
                    return new Observed(null, observation.arrival());
                }
                state.bytes = observation.state();
                values = observation.values();
            }
        }
        Label label = labelled.label();
        if (label != null && label.fraud()) {
            due.add(new Due(label.reportedMillis(), labelled, label));
        }
        return new Observed(new Evidence(values), Arrival.NEW);
    }

    private State state(int hop, String key) {
        return states.get(hop).computeIfAbsent(key, entity -> new State());
    }
}
