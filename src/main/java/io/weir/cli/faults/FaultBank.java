package io.weir.cli.faults;

import io.weir.catalogue.Catalogues;
import io.weir.decision.Policy;
import io.weir.feature.FeatureCatalogue;
import io.weir.history.Event;
import io.weir.history.LabelSchedule;
import io.weir.simulation.LabelDelays;
import io.weir.simulation.Scenario;
import io.weir.simulation.SimulationSettings;
import io.weir.simulation.Simulator;
import io.weir.training.BoostedTreesTrainer.Parameters;
import io.weir.training.BoostedTreesTrainer.StopBy;
import io.weir.training.BundleFile;
import io.weir.training.TrainingRun;
import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A small simulated bank of the past: a bundle is trained on its first days, the days after are what is decided. Frauds are
 * reported after one to three days, so that labels, the base rate and with it the decisions depend on each other all the time.
 */
final class FaultBank {

    static final long DAY = Duration.ofDays(1).toMillis();
    static final String CURRENCY = "USD";

    private static final long START = Instant.parse("2025-03-01T00:00:00Z").toEpochMilli();
    private static final int TRAINED_DAYS = 34;
    private static final int ACCOUNTS = 400;
    private static final int MERCHANTS = 80;
    private static final double FRAUDS = 0.03;

    private final long seed;
    private final List<LabelledTransaction> trainedOn = new ArrayList<>();
    private final List<LabelledTransaction> toDecide = new ArrayList<>();

    FaultBank(long seed, int days, int perDay) {
        this.seed = seed;
        int all = TRAINED_DAYS + days;
        Scenario scenario = Scenario.steady(all, LabelDelays.of(Label.Source.CHARGEBACK, 1, 3));
        new Simulator(new SimulationSettings(seed, START, all, ACCOUNTS, MERCHANTS, perDay, FRAUDS, scenario))
                .forEachRemaining(
                        payment -> (payment.transaction().timeMillis() < begin() ? trainedOn : toDecide).add(payment));
    }

    /** Event time of the first payment that is decided. */
    static long begin() {
        return START + TRAINED_DAYS * DAY;
    }

    /** A bundle that decides over the features of a built-in catalogue. */
    byte[] bundle(String catalogue) {
        Parameters few = new Parameters(30, 3, 0.3, 0.5, 0.8, 0.8, 1, 10, 1, 1, StopBy.AVERAGE_PRECISION, seed);
        FeatureCatalogue features = FeatureCatalogue.of(Catalogues.builtIn(catalogue));
        TrainingRun run = new TrainingRun(features, Policy.standard(CURRENCY), few);
        var trained = run.train(trainedOn.iterator(), Long.MIN_VALUE, begin(), count -> {});
        TreeMap<String, String> provenance = new TreeMap<>();
        provenance.put("made for", "faults");
        return new BundleFile(trained.bundle(), provenance).toBytes();
    }

    /** Payments and reports, in the order of time. */
    List<Event> events() {
        List<Event> events = new ArrayList<>();
        new LabelSchedule(toDecide.iterator(), LabelSchedule.Labels.FRAUDS, lastTime()).forEachRemaining(events::add);
        return events;
    }

    List<Transaction> payments() {
        return toDecide.stream().map(LabelledTransaction::transaction).toList();
    }

    private long lastTime() {
        return toDecide.get(toDecide.size() - 1).transaction().timeMillis();
    }

    /**
     * Payments of two days later, one of each account: with them every partition says that what came before is complete. They
     * wait for what follows, and nothing does.
     */
    List<Transaction> closing() {
        Map<String, Transaction> last = new LinkedHashMap<>();
        toDecide.forEach(payment -> last.put(payment.transaction().account(), payment.transaction()));
        List<Transaction> closing = new ArrayList<>();
        for (Transaction t : last.values()) {
            long time = lastTime() + 2 * DAY;
            closing.add(new Transaction(
                    "closing-" + closing.size(),
                    t.account(),
                    t.merchant(),
                    time,
                    t.amountMinor(),
                    t.currency(),
                    t.numeric(),
                    t.categorical()));
        }
        return closing;
    }
}
