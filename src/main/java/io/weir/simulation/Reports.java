package io.weir.simulation;

import io.weir.simulation.LabelDelays.Report;
import io.weir.simulation.LabelNoise.Flipped;
import io.weir.simulation.LabelNoise.Reversed;
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
        Dice chance = Dice.of(settings.seed(), Dice.Purpose.NOISE, number);
        Report report = scheme == null ? falseReport(transaction, number, chance) : trueReport(number, chance);
        if (report == null) {
            return new SimulatedPayment(new LabelledTransaction(transaction, null), scheme, List.of());
        }
        Label label =
                label(transaction, true, report.source(), transaction.timeMillis() + (long) (report.days() * DAY));
        return new SimulatedPayment(
                new LabelledTransaction(transaction, label), scheme, later(transaction, label, scheme != null, chance));
    }

    private @Nullable Report trueReport(long number, Dice chance) {
        return chance.unit() < noise.missed() ? null : drawn(number);
    }

    private @Nullable Report falseReport(Transaction transaction, long number, Dice chance) {
        double day = settings.dayOf(transaction.timeMillis());
        for (Flipped flipped : noise.flipped()) {
            if (flipped.covers(day) && chance.unit() < flipped.share()) {
                Report report = drawn(number);
                double untilMidnight = Math.floor(day) + 1 - day;
                return flipped.immediate() ? new Report(report.source(), chance.unit() * untilMidnight) : report;
            }
        }
        return null;
    }

    private Report drawn(long number) {
        return delays.draw(Dice.of(settings.seed(), Dice.Purpose.REPORT, number));
    }

    private List<Label> later(Transaction transaction, Label report, boolean fraud, Dice chance) {
        Reversed reversed = noise.reversed();
        if (chance.unit() >= (fraud ? reversed.trueReports() : reversed.falseReports())) {
            return List.of();
        }
        double days = Math.min(chance.logNormal(reversed.medianDays(), reversed.sigma()), delays.longestDays());
        long time = report.reportedMillis() + (long) (days * DAY);
        return List.of(label(transaction, false, report.source(), time));
    }

    private static Label label(Transaction transaction, boolean fraud, Label.Source source, long millis) {
        return new Label(transaction.id(), transaction.account(), fraud, source, millis);
    }
}
