package io.weir.cli;

import io.weir.decision.Policy;
import io.weir.feature.FeatureCatalogue;
import io.weir.history.CsvWriter;
import io.weir.simulation.Scenario;
import io.weir.simulation.SimulationSettings;
import io.weir.simulation.Simulator;
import io.weir.training.BoostedTreesTrainer.Parameters;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The simulated bank of a measurement: 20,000 accounts and 2,000 merchants whose history ends last midnight, and payments to
 * come, which are given their time and id as they are sent.
 */
final class BenchBank {

    /** Days of history, and payments of each. */
    static final int HISTORY_DAYS = 60;

    static final int A_DAY = 3_000;
    private static final int DAYS_TO_COME = 15;

    private final SimulationSettings settings;
    private final long midnight;

    private final String currency;

    private BenchBank(SimulationSettings settings, long midnight, String currency) {
        this.settings = settings;
        this.midnight = midnight;
        this.currency = currency;
    }

    /** A bank whose history ends at the last midnight (UTC) before a moment. */
    static BenchBank until(Instant now, long seed) {
        Instant midnight = now.truncatedTo(ChronoUnit.DAYS);
        Scenario steady =
                Scenario.steady(HISTORY_DAYS + DAYS_TO_COME, Scenario.demo().delays());
        SimulationSettings settings = SimulationSettings.of(
                        seed, midnight.minus(Duration.ofDays(HISTORY_DAYS)).toEpochMilli(), steady)
                .withTraffic(20_000, 2_000, A_DAY);
        return new BenchBank(settings, midnight.toEpochMilli(), "USD");
    }

    /** The same bank, its amounts in minor units of another currency: a bundle decides payments in its own currency only. */
    BenchBank in(String other) {
        return new BenchBank(settings, midnight, other);
    }

    /** Where history ends: the first moment that is to come. */
    Instant end() {
        return Instant.ofEpochMilli(midnight);
    }

    /** The last days of history. */
    Iterator<LabelledTransaction> history(int days) {
        long from = midnight - Duration.ofDays(days).toMillis();
        return payments()
                .dropWhile(payment -> payment.transaction().timeMillis() < from)
                .takeWhile(payment -> payment.transaction().timeMillis() < midnight)
                .iterator();
    }

    /** Payments to come, with times and ids of the simulation. */
    List<Transaction> toCome() {
        List<Transaction> list = new ArrayList<>();
        payments()
                .map(LabelledTransaction::transaction)
                .dropWhile(payment -> payment.timeMillis() < midnight)
                .forEach(list::add);
        return list;
    }

    /** Trains a bundle on all the history; its CSV is left beside it. */
    Map<String, Object> train(FeatureCatalogue catalogue, Path bundle, Output output) throws IOException {
        Path file = bundle.resolveSibling("history.csv.gz");
        try (CsvWriter csv = CsvWriter.create(file, Simulator.NUMERIC, Simulator.CATEGORICAL)) {
            Iterator<LabelledTransaction> history = history(HISTORY_DAYS);
            while (history.hasNext()) {
                csv.write(history.next());
            }
        }
        Path rejects = HistoryFile.rejectsBeside(file);
        try (HistoryFile rows = HistoryFile.open(file, HistoryFile.mapping("weir"), rejects, output, bad -> {})) {
            Policy policy = Policy.standard(currency);
            return Trainer.train(
                    rows,
                    new Trainer.Plan(
                            catalogue,
                            "simulated",
                            policy,
                            Parameters.standard(settings.seed()),
                            Long.MIN_VALUE,
                            midnight,
                            bundle));
        }
    }

    private Stream<LabelledTransaction> payments() {
        Iterable<LabelledTransaction> all = () -> new Simulator(settings);
        return StreamSupport.stream(all.spliterator(), false).map(this::inCurrency);
    }

    private LabelledTransaction inCurrency(LabelledTransaction payment) {
        Transaction t = payment.transaction();
        return new LabelledTransaction(
                new Transaction(
                        t.id(),
                        t.account(),
                        t.merchant(),
                        t.timeMillis(),
                        t.amountMinor(),
                        currency,
                        t.numeric(),
                        t.categorical()),
                payment.label());
    }
}
