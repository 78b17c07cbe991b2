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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A small simulated bank of the past: a bundle is trained on its first days, the days after are what is decided. Frauds are
 * reported after one to three days, so that labels, the base rate and with it the decisions depend on each other all the time.
 * Some payments are judged legitimate an hour before they come, some labels judge payments that never come, and the analysts can
 * review so few that a slot has a price: no store stays empty.
 */
final class FaultBank {

    static final long DAY = Duration.ofDays(1).toMillis();
    static final long HOUR = Duration.ofHours(1).toMillis();
    static final String CURRENCY = "USD";

    private static final long START = Instant.parse("2025-03-01T00:00:00Z").toEpochMilli();
    private static final int TRAINED_DAYS = 34;
    private static final int ACCOUNTS = 400;
    private static final int MERCHANTS = 80;
    private static final double FRAUDS = 0.03;

    /** Reviews in a day. */
    private static final double CAPACITY = 12;

    private static final int EARLY_EVERY = 12;
    private static final int UNKNOWN_EVERY = 200;
    private static final String UNKNOWN = "unknown-";

    private final long seed;
    private final int days;
    private final List<LabelledTransaction> trainedOn = new ArrayList<>();
    private final List<LabelledTransaction> toDecide = new ArrayList<>();

    FaultBank(long seed, int days, int perDay) {
        this.seed = seed;
        this.days = days;
        int all = TRAINED_DAYS + days;
        Scenario scenario = Scenario.steady(all, LabelDelays.of(Label.Source.CHARGEBACK, 1, 3));
        new Simulator(new SimulationSettings(seed, START, all, ACCOUNTS, MERCHANTS, perDay, FRAUDS, scenario))
                .forEachRemaining(
                        payment -> (payment.transaction().timeMillis() < begin() ? trainedOn : toDecide).add(payment));
    }

    /** How many of its days are decided. */
    int days() {
        return days;
    }

    /** Event time of the first payment that is decided. */
    static long begin() {
        return START + TRAINED_DAYS * DAY;
    }

    /** A bundle that decides over the features of a built-in catalogue. */
    byte[] bundle(String catalogue) {
        Parameters few = new Parameters(30, 3, 0.3, 0.5, 0.8, 0.8, 1, 10, 1, 1, StopBy.AVERAGE_PRECISION, seed);
        FeatureCatalogue features = FeatureCatalogue.of(Catalogues.builtIn(catalogue));
        TrainingRun run = new TrainingRun(features, policy(), few);
        var trained = run.train(trainedOn.iterator(), Long.MIN_VALUE, begin(), count -> {});
        TreeMap<String, String> provenance = new TreeMap<>();
        provenance.put("made for", "faults");
        return new BundleFile(trained.bundle(), provenance).toBytes();
    }

    private static Policy policy() {
        Policy policy = Policy.standard(CURRENCY);
        Policy.Review review = policy.review();
        return new Policy(
                policy.id(),
                policy.version(),
                policy.currency(),
                policy.costs(),
                new Policy.Review(review.cost(), review.catches(), review.falseDecline(), review.slotPrice(), CAPACITY),
                policy.routing(),
                policy.rules());
    }

    /** Payments and reports, in the order of time. */
    List<Event> events() {
        List<Event> events = new ArrayList<>();
        int number = 0;
        for (LabelledTransaction each : toDecide) {
            Transaction payment = each.transaction();
            number++;
            if (each.label() == null && number % EARLY_EVERY == 0) {
                events.add(new Event.Report(judged(payment.id(), payment)));
            }
            if (number % UNKNOWN_EVERY == 0) {
                events.add(new Event.Report(judged(UNKNOWN + number, payment)));
            }
        }
        new LabelSchedule(toDecide.iterator(), LabelSchedule.Labels.FRAUDS, lastTime()).forEachRemaining(events::add);
        events.sort(Comparator.comparingLong(Event::timeMillis));
        return events;
    }

    /** Legitimate, by a report from an hour before the payment. */
    private static Label judged(String id, Transaction payment) {
        long reported = Math.max(begin(), payment.timeMillis() - HOUR);
        return new Label(id, payment.account(), false, Label.Source.ANALYST, reported);
    }

    /** True of a label that judges a payment which never comes. */
    static boolean isOfNothing(Label label) {
        return label.transactionId().startsWith(UNKNOWN);
    }

    List<Transaction> payments() {
        return toDecide.stream().map(LabelledTransaction::transaction).toList();
    }

    long lastTime() {
        return toDecide.get(toDecide.size() - 1).transaction().timeMillis();
    }

    /**
     * Payments of two days later, one of each account: with them every partition says that what came before is complete. They
     * wait for what follows, and nothing does. Labels behind them, so that nobody waits for labels before.
     */
    List<Event> closing() {
        Map<String, Transaction> last = new LinkedHashMap<>();
        toDecide.forEach(payment -> last.put(payment.transaction().account(), payment.transaction()));
        long time = lastTime() + 2 * DAY;
        List<Event> closing = new ArrayList<>();
        last.values().forEach(t -> closing.add(new Event.Payment(copy(t, "closing-" + closing.size(), time))));
        last.values()
                .forEach(t -> closing.add(new Event.Report(
                        new Label(UNKNOWN + closing.size(), t.account(), false, Label.Source.ANALYST, time + HOUR))));
        return closing;
    }

    /** The same payment under another id and at another time. */
    static Transaction copy(Transaction t, String id, long time) {
        return new Transaction(
                id, t.account(), t.merchant(), time, t.amountMinor(), t.currency(), t.numeric(), t.categorical());
    }
}
