package io.weir.training;

import io.weir.baserate.WorldReference;
import io.weir.decision.ModelBundle;
import io.weir.decision.Policy;
import io.weir.feature.FeatureCatalogue;
import io.weir.model.IsolationForest;
import io.weir.training.BoostedTreesTrainer.Parameters;
import io.weir.training.BoostedTreesTrainer.Trained;
import io.weir.training.Examples.Slice;
import io.weir.transaction.LabelledTransaction;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One training run: history up to a moment in, bundle out.
 *
 * <p>Time is cut into four: a stretch that only warms the profiles; the models' training; a later slice that stops the
 * boosting; a last one, never resampled, for the calibrators, the filter's cut and the base rate π0. Transactions so recent
 * that more than one in fifty of their frauds would not be known yet are left out: they would teach that fraud is legitimate. Between the
 * stretches there is no gap for labels to arrive: all labels are those known at the end.
 */
public final class TrainingRun {

    private final FeatureCatalogue catalogue;
    private final Policy policy;
    private final Parameters parameters;

    private final @Nullable ImportedModel imported;

    /** @throws IllegalArgumentException when a rule of the policy names a feature that the catalogue does not have */
    public TrainingRun(FeatureCatalogue catalogue, Policy policy, Parameters parameters) {
        this(catalogue, policy, parameters, null);
    }

    /**
     * A run whose stage two was trained elsewhere: the rest is fitted around it.
     *
     * @param parameters seed, and how the classes were distorted when the model was trained
     * @param imported null: stage two is trained here
     */
    public TrainingRun(
            FeatureCatalogue catalogue, Policy policy, Parameters parameters, @Nullable ImportedModel imported) {
        policy.rules().check(catalogue.names());
        this.imported = imported;
        this.catalogue = catalogue;
        this.policy = policy;
        this.parameters = parameters;
    }

    /**
     * What came out.
     *
     * @param bundle ready to publish
     * @param report windows, counts and figures, by name: the bundle's provenance
     * @param told for {@link TrainingReport}
     */
    public record Result(ModelBundle bundle, Map<String, Object> report, Told told) {}

    /** What the report of a run tells beyond its figures. */
    public record Told(
            Windows windows,
            Slice train,
            Slice stopping,
            Models models,
            Scored calibration,
            Fitted fitted,
            HeldOut heldOut,
            boolean imported) {}

    /**
     * Trains on what was known at {@code untilMillis}.
     *
     * @param fromMillis earlier transactions only warm the profiles; {@link Long#MIN_VALUE}: as the run sees fit
     * @param progress is told how many transactions were read
     * @throws IllegalArgumentException when the history is too short or knows too little fraud, and says so
     * @throws io.weir.transaction.InvalidRecordException when a transaction is in another currency than the policy's
     */
    public Result train(
            Iterator<LabelledTransaction> history, long fromMillis, long untilMillis, LongConsumer progress) {
        Examples examples = Examples.read(history, catalogue, policy, untilMillis, progress);
        Windows windows = Windows.of(examples, fromMillis, untilMillis);
        Examples.Training training = windows.train(examples);
        Slice train = training.slice();
        Slice stopping = windows.stopping(examples, training.encodings());
        Models models = fit(train, stopping);
        Scored calibration = Scored.of(windows.calibration(examples, training.encodings()), models);
        Fitted fitted = Fitted.on(calibration, policy);
        Slice last = calibration.slice();
        WorldReference reference = WorldFit.of(last, fitted.probabilities(calibration), catalogue.names(), examples);
        ModelBundle bundle = new ModelBundle(
                catalogue,
                training.encodings(),
                models.forest(),
                models.cheap(),
                models.trained().ensemble(),
                models.trained().correction().shift(),
                fitted.passed().calibrator(),
                fitted.held(),
                fitted.filter(),
                reference.baseRate(),
                windows.delays(),
                windows.delaysBySource(),
                policy,
                reference);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("read", examples.size());
        report.put("data_sha256", examples.fingerprint());
        report.put("catalogue", catalogue.id());
        report.put("until", Instant.ofEpochMilli(untilMillis).toString());
        describe(report, "training", train);
        describe(report, "stopping", stopping);
        describe(report, "calibration", last);
        report.put("trees", models.trained().ensemble().treeCount());
        report.put("library", models.trained().library());
        report.put("parameters", described());
        report.put("base_rate", bundle.baseRate());
        report.put("filter", fitted.certificate().summary());
        report.put("calibrator", fitted.passed().reason());
        report.put("review_slot_price", fitted.slotPrice(calibration, policy));
        HeldOut heldOut = HeldOut.of(calibration, policy);
        heldOut.describe(report);
        return new Result(
                bundle,
                report,
                new Told(windows, train, stopping, models, calibration, fitted, heldOut, imported != null));
    }

    /** Of a model from elsewhere only what was said of its training, and the seed of the rest. */
    private String described() {
        return imported == null
                ? parameters.toString()
                : "imported; undersampling=" + parameters.undersampling() + ", fraudWeight=" + parameters.fraudWeight()
                        + ", seed=" + parameters.seed();
    }

    private Models fit(Slice train, Slice stopping) {
        IsolationForest forest = Models.forest(train, parameters.seed());
        Trained trained = imported == null
                ? new BoostedTreesTrainer(parameters)
                        .train(
                                Models.stageTwoRows(train, forest),
                                train.fraud(),
                                Models.stageTwoRows(stopping, forest),
                                stopping.fraud())
                : Models.imported(imported, catalogue.names(), parameters);
        return new Models(forest, Models.cheap(train), trained);
    }

    private static void describe(Map<String, Object> report, String name, Slice slice) {
        report.put(name + "_from", Instant.ofEpochMilli(slice.from()).toString());
        report.put(name + "_to", Instant.ofEpochMilli(slice.to()).toString());
        report.put(name + "_rows", slice.rows().length);
        report.put(name + "_frauds", slice.frauds());
    }
}
