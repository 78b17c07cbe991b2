package io.weir.history;

import io.weir.baserate.BaseRateVersion;
import io.weir.decision.Decision;
import io.weir.feature.FeatureCatalogue;
import io.weir.transaction.Transaction;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes decisions to CSV, one row for each: what was paid, what was decided and from what, the features, and last the truth
 * (1 fraud, 0 not). Probabilities, ranks and features are written in full, money in major units; what is missing is empty.
 */
public final class DecisionWriter implements AutoCloseable {

    private static final String HEADER =
            "transaction_id,event_time,account_id,merchant_id,amount,currency,action,queue,"
                    + "calibrated,probability,review_threshold,decline_threshold,expected_cost,base_rate_version,"
                    + "forest_rank,cheap_rank,passed_by";
    private static final String BASE_RATE_HEADER =
            "segment,version,window_end,effective_from,estimate,lower,upper,labels,scores,deployed,shift,reference,"
                    + "frauds,exposure,unseen,cause,world,alarms\n";

    private final BufferedWriter out;

    private DecisionWriter(BufferedWriter out) {
        this.out = out;
    }

    /** Starts a new file, in place of an old one; gzipped when its name ends in {@code .gz}. */
    public static DecisionWriter create(Path file, FeatureCatalogue catalogue) throws IOException {
        DecisionWriter writer = new DecisionWriter(CsvText.newWriter(file));
        writer.out.write(HEADER);
        for (String feature : catalogue.names()) {
            writer.out.write("," + feature);
        }
        writer.out.write(",fraud\n");
        return writer;
    }

    /**
     * Writes a decision.
     *
     * @param fraud the truth about its transaction
     */
    public void write(Decision decision, boolean fraud) throws IOException {
        StringBuilder line = new StringBuilder(400);
        appendPayment(line, decision.transaction());
        field(line, decision.action().name().toLowerCase(Locale.ROOT));
        field(line, decision.queue() == null ? "" : decision.queue());
        number(line, decision.calibrated());
        number(line, decision.probability());
        number(line, decision.thresholds().review());
        number(line, decision.thresholds().decline());
        number(line, decision.expectedCost());
        line.append(',').append(decision.baseRate().version());
        number(line, decision.suspicion().forestRank());
        number(line, decision.suspicion().cheapRank());
        field(line, String.join("|", decision.suspicion().passedBy()));
        for (double feature : decision.features()) {
            number(line, feature);
        }
        out.write(line.append(',').append(fraud ? 1 : 0).append('\n').toString());
    }

    private static void appendPayment(StringBuilder line, Transaction t) {
        line.append(CsvText.field(t.id()));
        field(line, Instant.ofEpochMilli(t.timeMillis()).toString());
        field(line, t.account());
        field(line, t.merchant());
        field(line, Decimals.plain(t.amountMinor(), Transaction.fractionDigits(t.currency())));
        field(line, t.currency());
    }

    private static void field(StringBuilder line, String text) {
        line.append(',').append(CsvText.field(text));
    }

    private static void number(StringBuilder line, double value) {
        line.append(',').append(CsvText.number(value));
    }

    /** Writes versions of the base rate to a file of their own, in place of an old one. */
    public static void writeBaseRates(Path file, Collection<BaseRateVersion> versions) throws IOException {
        try (BufferedWriter out = CsvText.newWriter(file)) {
            out.write(BASE_RATE_HEADER);
            for (BaseRateVersion v : versions) {
                StringBuilder line = new StringBuilder(200).append(CsvText.field(v.segment()));
                line.append(',').append(v.version());
                field(line, Instant.ofEpochMilli(v.windowEndMillis()).toString());
                field(line, Instant.ofEpochMilli(v.effectiveFromMillis()).toString());
                for (double value : new double[] {
                    v.estimate(),
                    v.lower(),
                    v.upper(),
                    alone(v.labels()),
                    alone(v.scores()),
                    v.deployed(),
                    v.shift(),
                    v.reference(),
                    v.frauds(),
                    v.exposure(),
                    v.unseen()
                }) {
                    number(line, value);
                }
                field(line, v.cause().name().toLowerCase(Locale.ROOT));
                field(line, v.world().name().toLowerCase(Locale.ROOT));
                field(line, String.join("; ", v.alarms()));
                out.write(line.append('\n').toString());
            }
        }
    }

    private static double alone(BaseRateVersion.@Nullable Interval interval) {
        return interval == null ? Double.NaN : interval.estimate();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
