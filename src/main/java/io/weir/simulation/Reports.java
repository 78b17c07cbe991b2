package io.weir.simulation;

import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes known of a payment, and when. */
final class Reports {

    private static final double DAY = 86_400_000;

    private final SimulationSettings settings;
    private final LabelDelays delays;
    private final LabelNoise noise;

    Reports(SimulationSettings settings) {
        this.settings = settings;
        this.delays = settings.scenario().delays();
        this.noise = settings.scenario().noise();
    }

    /**
     * A payment with its reports.
     *
     * @param scheme of a fraud; null for an honest payment
     * @param number of the payment in the stream, from which what is drawn derives
     */
    SimulatedPayment of(Transaction transaction, @Nullable Scheme scheme, long number) {
        LabelNoise.Heard heard = noise.heard(
                scheme != null,
                settings.dayOf(transaction.timeMillis()),
                delays,
                Dice.of(settings.seed(), Dice.Purpose.NOISE, number),
                Dice.of(settings.seed(), Dice.Purpose.REPORT, number));
        if (heard == null) {
            return new SimulatedPayment(new LabelledTransaction(transaction, null), scheme, List.of());
        }
        Label.Source source = heard.report().source();
        long reported = transaction.timeMillis() + (long) (heard.report().days() * DAY);
        Double reversedAfter = heard.reversedAfterDays();
        List<Label> later = reversedAfter == null
                ? List.of()
                : List.of(label(transaction, false, source, reported + (long) (reversedAfter * DAY)));
        Label label = label(transaction, true, source, reported);
        return new SimulatedPayment(new LabelledTransaction(transaction, label), scheme, later);
    }

    private static Label label(Transaction transaction, boolean fraud, Label.Source source, long millis) {
        return new Label(transaction.id(), transaction.account(), fraud, source, millis);
    }
}
