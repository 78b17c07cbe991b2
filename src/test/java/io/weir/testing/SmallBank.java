package io.weir.testing;

import io.weir.decision.ModelBundle;
import io.weir.decision.ModelBundle.FilterCut;
import io.weir.decision.Policy;
import io.weir.feature.FeatureCatalogue;
import io.weir.history.Event;
import io.weir.history.LabelSchedule;
import io.weir.simulation.Intensity;
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
import io.weir.wire.PublishedBundle;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/**
 * Fifty-five simulated days of about 80 payments, 3 % of them fraud and five times as many from day 40 to 47, and a bundle
 * really trained on the first 34. Made once in a process, in about two seconds; the same every time.
 */
public final class SmallBank {

    /** First midnight, epoch milliseconds: long past, since the stream refuses the future. */
    public static final long START = Instant.parse("2025-03-01T00:00:00Z").toEpochMilli();

    /** Last moment that the bundle's training knew. */
    public static final long TRAINED_UNTIL = START + Duration.ofDays(34).toMillis();

    private static final int DAYS = 55;

    private SmallBank() {}

    private static final class History {
        static final List<LabelledTransaction> ALL = make();

        private static List<LabelledTransaction> make() {
            Scenario wave = Scenario.steady(DAYS, LabelDelays.of(Label.Source.CHARGEBACK, 1, 3))
                    .withFraud(Intensity.constant().burst(40, 8, 5));
            SimulationSettings settings = new SimulationSettings(11, START, DAYS, 60, 30, 80, 0.03, wave);
            List<LabelledTransaction> all = new ArrayList<>();
            new Simulator(settings).forEachRemaining(all::add);
            return List.copyOf(all);
        }
    }

    private static final class Trained {
        static final ModelBundle BUNDLE = train();
        static final byte[] BYTES = bytes(BUNDLE, "first");

        private static ModelBundle train() {
            return SmallBank.train(Handbook.catalogue(), history());
        }
    }

    /** A bundle of another catalogue, trained as the bank's own. */
    static ModelBundle train(FeatureCatalogue catalogue, List<LabelledTransaction> history) {
        Parameters parameters = new Parameters(30, 3, 0.3, 0.5, 0.8, 0.8, 1, 10, 1, 1, StopBy.AVERAGE_PRECISION, 5);
        TrainingRun run = new TrainingRun(catalogue, Policy.standard("USD"), parameters);
        ModelBundle trained = run.train(history.iterator(), Long.MIN_VALUE, TRAINED_UNTIL, count -> {})
                .bundle();
        // With too few frauds to certify a cut the filter stays open; a larger bank's would not.
        return changed(trained, trained.correction(), new FilterCut(false, 0.95, 0.7, 0.02));
    }

    /** All payments in time order, frauds with their labels. */
    public static List<LabelledTransaction> history() {
        return History.ALL;
    }

    /** Payments and reports up to the last payment, in the order in which a stream sees them. */
    public static List<Event> events() {
        return events(history());
    }

    static List<Event> events(List<LabelledTransaction> all) {
        long last = all.stream()
                .mapToLong(next -> next.transaction().timeMillis())
                .max()
                .orElseThrow();
        Iterator<Event> schedule = new LabelSchedule(all.iterator(), LabelSchedule.Labels.FRAUDS, last);
        List<Event> events = new ArrayList<>();
        schedule.forEachRemaining(events::add);
        return events;
    }

    public static ModelBundle bundle() {
        return Trained.BUNDLE;
    }

    /** {@link #bundle} as a file. */
    public static byte[] bundleBytes() {
        return Trained.BYTES.clone();
    }

    /** {@link #bundle} with another correction, so that it gives other probabilities, as a file. */
    public static byte[] otherBundleBytes() {
        return bytes(changed(bundle(), bundle().correction() + 0.75, bundle().filter()), "second");
    }

    /** A bundle file as champion from an event time. */
    public static PublishedBundle champion(byte[] content, long effectiveFromMillis) {
        return new PublishedBundle(
                "champion", BundleFile.version(content), sha256(content), effectiveFromMillis, START, content);
    }

    private static ModelBundle changed(ModelBundle b, double correction, FilterCut filter) {
        return new ModelBundle(
                b.catalogue(),
                b.encodings(),
                b.forest(),
                b.cheap(),
                b.ensemble(),
                correction,
                b.passedCalibrator(),
                b.heldCalibrator(),
                filter,
                b.baseRate(),
                b.delays(),
                b.delaysBySource(),
                b.policy(),
                b.reference());
    }

    static byte[] bytes(ModelBundle bundle, String name) {
        TreeMap<String, String> provenance = new TreeMap<>();
        provenance.put("name", name);
        return new BundleFile(bundle, provenance).toBytes();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
