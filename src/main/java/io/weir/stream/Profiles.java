package io.weir.stream;

import io.weir.feature.EntityProfile;
import io.weir.feature.EntityProfile.Observation;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** The profiles of one entity in their store. */
record Profiles(EntityProfile profile, KeyValueStore<String, byte[]> store) {

    static Profiles of(Hop hop, ProcessingContext context) {
        return new Profiles(hop.profile(), context.getStateStore(hop.store()));
    }

    /** What holds at a transaction; nothing is kept yet. */
    Observation observe(String key, Transaction transaction, double[] values) {
        return profile.observe(store.get(key), transaction, values);
    }

    /** False when a transaction that was observed as new may have been counted before and be forgotten. */
    boolean remembers(Observation observation, Transaction transaction) {
        return profile.remembers(observation.state(), transaction.timeMillis());
    }

    /** Keeps the state with the transaction counted. */
    void keep(String key, Observation observation) {
        store.put(key, observation.state());
    }

    /**
     * Counts a label; one that came before, or that no feature reads, writes nothing.
     *
     * @param again true: it may have been counted, and nothing is done when the profile could have forgotten that
     */
    void report(String key, Label label, long eventTime, boolean again) {
        byte[] before = store.get(key);
        if (again && !profile.remembersReports(before, eventTime)) {
            return;
        }
        byte[] after = profile.report(before, label, eventTime);
        if (!Arrays.equals(before, after)) {
            store.put(key, after);
        }
    }
}
