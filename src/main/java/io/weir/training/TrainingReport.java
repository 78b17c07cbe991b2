package io.weir.training;

import io.weir.decision.CertifiedWalk;
import io.weir.decision.FilterCertificate;
import io.weir.evaluation.CostCurve;
import io.weir.evaluation.LeakageGuard;
import io.weir.evaluation.Reliability;
import io.weir.evaluation.ThresholdCurve;
import io.weir.model.Calibrators;
import io.weir.model.Logit;
import io.weir.training.Examples.Slice;
import io.weir.training.TrainingRun.Result;
import io.weir.training.TrainingRun.Told;
import io.weir.training.report.ReportData;
import io.weir.training.report.ReportData.Bin;
import io.weir.training.report.ReportData.Cost;
import io.weir.training.report.ReportData.Curve;
import io.weir.training.report.ReportData.Densities;
import io.weir.training.report.ReportData.Filter;
import io.weir.training.report.ReportData.Mark;
import io.weir.training.report.ReportData.Quality;
import io.weir.training.report.ReportData.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What a training run tells: figures and curves of the later half of the calibration window, which nothing that is measured
 * here was fitted on.
 */
public final class TrainingReport {

    private static final int BINS = 12;
    private static final int POINTS = 400;
    private static final int FOREST_ROWS = 2_000;

    private final Result result;
    private final Told told;
    private final Scored rows;
    private final double[] p;
    private final boolean[] fraud;

    private TrainingReport(Result result) {
        this.result = result;
        told = result.told();
        rows = told.heldOut().rows();
        Fitted measured = Objects.requireNonNullElse(told.heldOut().fitted(), told.fitted());
        p = measured.probabilities(rows);
        fraud = rows.fraud();
    }

    /**
     * The report's content.
     *
     * @param source name of the data
     * @param digests SHA-256 by name
     */
    public static ReportData of(Result result, String source, Map<String, String> digests) {
        return new TrainingReport(result).data(source, digests);
    }

    private ReportData data(String source, Map<String, String> digests) {
        ThresholdCurve ranks = ThresholdCurve.of(p, fraud);
        CostCurve costs =
                CostCurve.of(p, rows.slice().amounts(), fraud, told.heldOut().policy());
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("data", source);
        versions.put("data SHA-256", String.valueOf(result.report().get("data_sha256")));
        versions.put("library", told.models().trained().library());
        versions.put("feature catalogue", result.bundle().catalogue().id());
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("boosted trees", String.valueOf(result.report().get("parameters")));
        parameters.put("policy", told.heldOut().policy().toString());
        return new ReportData(
                "Training run on " + source,
                "Trained on what was known by " + result.report().get("until") + ". " + measuredOn()
                        + " Costs are of the policy's thresholds alone, without its rules and with reviews unlimited.",
                cost(costs),
                quality(ranks),
                precisionRecall(ranks, costs),
                reliability(),
                costByThreshold(costs),
                densities(),
                filter(),
                gain(),
                forest(),
                leakage(),
                calibrators(told.fitted().passed()),
                windows(),
                WorldReport.of(result.bundle()),
                List.of(),
                parameters,
                versions,
                digests);
    }

    private String measuredOn() {
        if (told.heldOut().fitted() == null) {
            return "Too few frauds are known to hold any out: costs, ranks and probabilities are of rows that the cut and the"
                    + " calibrators were fitted on, and look better than they are.";
        }
        String held =
                "Costs, ranks and probabilities are of the later half of the calibration window, on which neither the"
                        + " models nor the cut and the calibrators measured here were fitted.";
        return told.imported()
                ? held + " Stage two was trained elsewhere: whether it knew these rows is not known here."
                : held;
    }

    private Cost cost(CostCurve costs) {
        return new Cost(
                told.heldOut().policy().currency(),
                costs.ruleCost(),
                costs.cost(0.5),
                costs.atBestF1().cost(),
                costs.approveAllCost());
    }

    private Quality quality(ThresholdCurve ranks) {
        Reliability reliability = Reliability.of(p, fraud, BINS);
        return new Quality(
                ranks.averagePrecision(),
                ranks.rocAuc(),
                reliability.slope(),
                reliability.observedToExpected(),
                (double) rows.slice().frauds() / rows.size(),
                rows.size(),
                rows.slice().frauds());
    }

    private Curve precisionRecall(ThresholdCurve ranks, CostCurve costs) {
        int[] picked = picked(ranks.size());
        double[] recall = new double[picked.length];
        double[] precision = new double[picked.length];
        for (int i = 0; i < picked.length; i++) {
            recall[i] = ranks.confusion(picked[i]).recall();
            precision[i] = ranks.confusion(picked[i]).precision();
        }
        double cheapest = costs.cheapest().threshold();
        List<Mark> marks = List.of(
                mark(ranks, "cheapest single threshold", cheapest, true),
                mark(ranks, "best F1", costs.atBestF1().threshold(), false),
                mark(ranks, "0.5", 0.5, false));
        return new Curve(recall, precision, marks);
    }

    private static Mark mark(ThresholdCurve ranks, String label, double threshold, boolean chosen) {
        var at = ranks.at(threshold);
        return new Mark(label, at.recall(), at.precision(), chosen);
    }

    /** At most so many indices, evenly spread, with the ends. */
    private static int[] picked(int size) {
        int count = Math.min(size, POINTS);
        int[] picked = new int[count];
        for (int i = 0; i < count; i++) {
            picked[i] = count == 1 ? 0 : (int) ((long) i * (size - 1) / (count - 1));
        }
        return picked;
    }

    private List<Bin> reliability() {
        List<Bin> bins = new ArrayList<>();
        for (Reliability.Bin bin : Reliability.of(p, fraud, BINS).bins()) {
            bins.add(new Bin(bin.meanProbability(), bin.rate(), bin.lower(), bin.upper(), bin.rows(), bin.frauds()));
        }
        return bins;
    }

    private Curve costByThreshold(CostCurve costs) {
        int[] picked = picked(costs.size());
        double[] threshold = new double[picked.length];
        double[] cost = new double[picked.length];
        for (int i = 0; i < picked.length; i++) {
            CostCurve.Point point = costs.point(picked[picked.length - 1 - i]);
            threshold[i] = point.threshold();
            cost[i] = point.cost();
        }
        CostCurve.Point cheapest = costs.cheapest();
        CostCurve.Point f1 = costs.atBestF1();
        return new Curve(
                threshold,
                cost,
                List.of(
                        new Mark("cheapest", cheapest.threshold(), cheapest.cost(), true),
                        new Mark("best F1", f1.threshold(), f1.cost(), false),
                        new Mark("0.5", 0.5, costs.cost(0.5), false)));
    }

    private Densities densities() {
        int bins = 60;
        double least = -12;
        double width = 18.0 / bins;
        double[] logits = new double[bins];
        double[] frauds = new double[bins];
        double[] others = new double[bins];
        for (int b = 0; b < bins; b++) {
            logits[b] = least + (b + 0.5) * width;
        }
        int fraudCount = rows.slice().frauds();
        for (int i = 0; i < p.length; i++) {
            int bin = Math.min(bins - 1, Math.max(0, (int) ((Logit.logit(p[i]) - least) / width)));
            if (fraud[i]) {
                frauds[bin] += 1 / (width * fraudCount);
            } else {
                others[bin] += 1 / (width * (p.length - fraudCount));
            }
        }
        return new Densities(logits, frauds, others);
    }

    private Filter filter() {
        FilterCertificate certificate = told.fitted().certificate();
        Scored window = told.calibration();
        List<CertifiedWalk.Step> steps = CertifiedWalk.STANDARD.steps(
                Fitted.frauds(window, told.heldOut().policy()), Fitted.traffic(window), Fitted.FOREST_CUT);
        double[] share =
                steps.stream().mapToDouble(CertifiedWalk.Step::passShare).toArray();
        double[] bound = steps.stream().mapToDouble(CertifiedWalk.Step::upper).toArray();
        FilterCertificate.Bound promised = certificate.promised();
        return new Filter(
                new Curve(share, bound, List.of()),
                certificate.alpha(),
                1 - certificate.confidence(),
                told.fitted().filter().open(),
                certificate.passShare(),
                promised.upper(),
                promised.frauds(),
                promised.missed(),
                certificate.money().missed());
    }

    private List<String> names() {
        return result.bundle().catalogue().names();
    }

    private Map<String, Double> gain() {
        Map<String, Double> gain = new LinkedHashMap<>();
        double[] gains = told.models().trained().gain();
        for (int f = 0; f < gains.length; f++) {
            gain.put(f < names().size() ? names().get(f) : "forest_score", gains[f]);
        }
        return gain;
    }

    /** Mean size of each feature's part in the forest's score, over evenly spread rows. */
    private Map<String, Double> forest() {
        double[] sums = new double[names().size()];
        int step = Math.max(1, rows.size() / FOREST_ROWS);
        int count = 0;
        for (int i = 0; i < rows.size(); i += step) {
            double[] parts = told.models().forest().contributions(rows.slice().rows()[i]);
            for (int f = 0; f < sums.length; f++) {
                sums[f] += Math.abs(parts[f]);
            }
            count++;
        }
        Map<String, Double> means = new LinkedHashMap<>();
        for (int f = 0; f < sums.length; f++) {
            means.put(names().get(f), sums[f] / count);
        }
        return means;
    }

    private List<String> leakage() {
        List<String> warnings = new ArrayList<>();
        for (LeakageGuard.Suspect suspect :
                LeakageGuard.suspects(names(), rows.slice().rows(), fraud)) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%s alone has an AUC of %.3f and an average precision of %.3f, far above any other feature: it may"
                            + " know the answer.",
                    suspect.feature(),
                    suspect.auc(),
                    suspect.averagePrecision()));
        }
        return warnings;
    }

    private static List<ReportData.Calibrator> calibrators(Calibrators.Choice choice) {
        List<ReportData.Calibrator> tried = new ArrayList<>();
        for (Calibrators.Candidate candidate : choice.candidates()) {
            boolean chosen = candidate.kind().equals(choice.calibrator().kind());
            tried.add(new ReportData.Calibrator(candidate.kind(), candidate.logLoss(), chosen));
        }
        return tried;
    }

    private List<Window> windows() {
        Slice late = rows.slice();
        Slice calibration = told.calibration().slice();
        int earlyRows = calibration.size() - late.size();
        long middle = late.size() == 0 ? calibration.to() : late.times()[0];
        return List.of(
                window(
                        "training",
                        told.train(),
                        told.train().from(),
                        told.train().to()),
                window(
                        "stopping",
                        told.stopping(),
                        told.stopping().from(),
                        told.stopping().to()),
                new Window("calibration", calibration.from(), middle, earlyRows, calibration.frauds() - late.frauds()),
                window("calibration, measured here first", late, middle, calibration.to()),
                new Window("labels to come", calibration.to(), told.windows().until(), 0, 0));
    }

    private static Window window(String name, Slice slice, long from, long to) {
        return new Window(name, from, to, slice.size(), slice.frauds());
    }
}
