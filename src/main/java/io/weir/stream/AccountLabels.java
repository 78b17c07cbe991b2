package io.weir.stream;

import io.weir.transaction.Label;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.WindowStore;

/**
 * What the account's hop does with a label whose transaction it has passed on: reports it to the account's profile and sends
 * it after its transaction.
 */
final class AccountLabels {

    private final StreamParts parts;
    private final ProcessorContext<byte[], Emission> context;
    private final Profiles profiles;
    private final WindowStore<String, PassedTransaction> passed;

    AccountLabels(StreamParts parts, ProcessorContext<byte[], Emission> context) {
        this.parts = parts;
        this.context = context;
        profiles = Profiles.of(Hop.of(parts.catalogue()).get(0), context);
        passed = context.getStateStore(StateStores.PASSED);
    }

    /**
     * Takes one label in. A stale one ends here, exactly once; at least once it goes on, since a crash may have kept what is
     * known here and lost what belongs to it.
     *
     * @param known what was remembered of the transaction
     * @param eventTime of the transaction
     * @return what is remembered from now on
     */
    PassedTransaction judge(Label label, PassedTransaction known, long eventTime, long timestamp) {
        boolean news = known.label().isOlderThan(label);
        if (!news) {
            parts.metrics().staleLabel();
            if (parts.settings().exactlyOnce()) {
                return known;
            }
        }
        profiles.report(label.account(), label, eventTime, !news);
        PassedTransaction now = known;
        if (news) {
            now = known.judged(LabelInForce.of(label));
            passed.put(label.transactionId(), now, eventTime);
        }
        HopMessage judged = new HopMessage.Judged(label, known.merchant(), known.keys(), eventTime, !news);
        // In the order of event time too a label comes after the payment that it judges.
        forward(label.account(), new Emission.ToHop(judged), Math.max(timestamp, eventTime));
        return now;
    }

    private void forward(String account, Emission emission, long timestamp) {
        context.forward(Emission.record(account, emission, timestamp));
    }
}
