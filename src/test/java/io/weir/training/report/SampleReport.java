package io.weir.training.report;

import io.weir.training.report.ReportData.Bin;
import io.weir.training.report.ReportData.Calibrator;
import io.weir.training.report.ReportData.Cost;
import io.weir.training.report.ReportData.Curve;
import io.weir.training.report.ReportData.Delay;
import io.weir.training.report.ReportData.Densities;
import io.weir.training.report.ReportData.Filter;
import io.weir.training.report.ReportData.Mark;
import io.weir.training.report.ReportData.Quality;
import io.weir.training.report.ReportData.Table;
import io.weir.training.report.ReportData.Window;
import io.weir.training.report.ReportData.World;
import io.weir.transaction.IdHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A made-up training run: 58,264 log-odds of two normal classes, calibrated but for a little. */
final class SampleReport {

    private static final int ROWS = 58_264;
    private static final int FRAUDS = 385;
    private static final double FRICTION = 5;
    private static final double LOSS = 140;

    private final double[] logits = new double[ROWS];
    private final boolean[] fraud = new boolean[ROWS];
    private final int[] order;

    SampleReport() {
        for (int i = 0; i < ROWS; i++) {
            fraud[i] = i < FRAUDS;
            boolean hidden = i < FRAUDS / 4;
            double z = normal(i);
            logits[i] = fraud[i] && !hidden ? 1.2 + 2.1 * z : -6.4 + 1.45 * z;
        }
        order = IntStream.range(0, ROWS)
                .boxed()
                .sorted((a, b) -> Double.compare(logits[b], logits[a]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double normal(int row) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += IdHash.unit(row + ":" + i, 1);
        }
        return sum;
    }

    ReportData data() {
        double[] recall = new double[ROWS];
        double[] precision = new double[ROWS];
        double[] threshold = new double[ROWS];
        double[] cost = new double[ROWS];
        int found = 0;
        for (int i = 0; i < ROWS; i++) {
            found += fraud[order[i]] ? 1 : 0;
            recall[i] = (double) found / FRAUDS;
            precision[i] = (double) found / (i + 1);
            threshold[i] = sigmoid(logits[order[i]]);
            cost[i] = LOSS * (FRAUDS - found) + FRICTION * (i + 1 - found);
        }
        int best = IntStream.range(0, ROWS)
                .reduce((a, b) -> cost[b] < cost[a] ? b : a)
                .orElseThrow();
        int half = (int) Arrays.stream(threshold).filter(t -> t >= 0.5).count() - 1;
        int f1 = IntStream.range(0, ROWS)
                .reduce((a, b) -> f1(precision[b], recall[b]) > f1(precision[a], recall[a]) ? b : a)
                .orElseThrow();
        List<Mark> ranks = List.of(
                new Mark("chosen", recall[best], precision[best], true),
                new Mark("0.5", recall[half], precision[half], false),
                new Mark("best F1", recall[f1], precision[f1], false));
        List<Mark> costs = List.of(
                new Mark("chosen policy", threshold[best], cost[best] * 0.94, true),
                new Mark("0.5", 0.5, cost[half], false),
                new Mark("best F1", threshold[f1], cost[f1], false));
        return new ReportData(
                "Training run until 2018-08-14",
                "67,240 card transactions of seven days, judged on the seven days that began a week later.",
                new Cost("EUR", cost[best] * 0.94, cost[half], cost[f1], LOSS * FRAUDS),
                new Quality(0.684, 0.962, 0.94, 1.07, (double) FRAUDS / ROWS, ROWS, FRAUDS),
                new Curve(recall, precision, ranks),
                bins(),
                new Curve(threshold, cost, costs),
                densities(),
                filter(),
                features(0),
                features(3),
                List.of(
                        "terminal_fraud_share_30d alone separates the classes with an area of 0.998.",
                        "amount & currency <code> were missing for 12 % of rows after 2018-08-10."),
                List.of(
                        new Calibrator("none", 0.027914, false),
                        new Calibrator("Platt", 0.024713, false),
                        new Calibrator("beta", 0.024602, true),
                        new Calibrator("isotonic", 0.024941, false)),
                windows(),
                world(),
                List.of(new Table(
                        "By scenario",
                        "Recall at the chosen thresholds, by how the fraud was done.",
                        List.of("scenario", "frauds", "recall"),
                        List.of(List.of("large amount", "21", "100 %"), List.of("terminal", "201", "81.1 %")))),
                Map.of("max_depth", "6"),
                versions(),
                Map.of("training data", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"));
    }

    private static double f1(double precision, double recall) {
        return 2 * precision * recall / (precision + recall);
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("weir", "0.1.0");
        versions.put("xgboost", "3.0.4");
        versions.put("catalogue", "handbook-v1");
        return versions;
    }

    private List<Bin> bins() {
        List<Bin> bins = new ArrayList<>();
        double sum = 0;
        double each = Arrays.stream(logits).map(SampleReport::sigmoid).sum() / 10;
        int from = 0;
        int frauds = 0;
        for (int i = 0; i < ROWS; i++) {
            int row = order[ROWS - 1 - i];
            sum += sigmoid(logits[row]);
            frauds += fraud[row] ? 1 : 0;
            if (sum >= each || i + 1 == ROWS) {
                int rows = i + 1 - from;
                double rate = (double) frauds / rows;
                double half = 1.96 * Math.sqrt((frauds + 1.0) / rows / rows);
                bins.add(new Bin(sum / rows, rate, Math.max(0, rate - half), Math.min(1, rate + half), rows, frauds));
                sum = 0;
                frauds = 0;
                from = i + 1;
            }
        }
        return bins;
    }

    private Densities densities() {
        double[] at = IntStream.rangeClosed(-48, 36).mapToDouble(i -> i / 4.0).toArray();
        double[] bad = new double[at.length];
        double[] good = new double[at.length];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < at.length; j++) {
                double distance = (logits[i] - at[j]) / 0.5;
                double weight = Math.exp(-distance * distance / 2) / 0.5 / Math.sqrt(2 * Math.PI);
                if (fraud[i]) {
                    bad[j] += weight / FRAUDS;
                } else {
                    good[j] += weight / (ROWS - FRAUDS);
                }
            }
        }
        return new Densities(at, bad, good);
    }

    private static Filter filter() {
        double[] share =
                IntStream.rangeClosed(1, 100).mapToDouble(i -> i / 100.0).toArray();
        double[] bound =
                Arrays.stream(share).map(s -> 0.009 + 0.6 * Math.exp(-14 * s)).toArray();
        return new Filter(new Curve(share, bound, List.of()), 0.05, 0.05, false, 0.2, bound[19], 598, 14, 1_912.4);
    }

    private static Map<String, Double> features(int shift) {
        String[] names = {
            "terminal_fraud_share_7d",
            "amount",
            "amount_to_mean_30d",
            "account_count_1d",
            "terminal_fraud_share_30d",
            "forest_score",
            "account_mean_amount_7d",
            "night",
            "terminal_count_1d",
            "weekend",
            "account_count_30d",
            "account_mean_amount_1d",
            "account_count_7d",
            "terminal_count_7d",
            "terminal_count_30d",
            "seconds_since_last",
            "device_age"
        };
        Map<String, Double> gain = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            gain.put(names[i], 9_000 / (1.0 + (i + shift * 5) % names.length * 1.7));
        }
        return gain;
    }

    private static List<Window> windows() {
        return List.of(
                window("warm-up", "2018-06-20", "2018-07-25", 0, 0),
                window("train", "2018-07-25", "2018-08-01", 67_240, 598),
                window("gap", "2018-08-01", "2018-08-04", 0, 0),
                window("calibration", "2018-08-04", "2018-08-08", 38_112, 301),
                window("test", "2018-08-08", "2018-08-15", ROWS, FRAUDS));
    }

    private static World world() {
        Map<String, Double> psi = new LinkedHashMap<>();
        psi.put("weekend", 2.731);
        psi.put("account_count_1d", 0.043);
        return new World(
                15,
                2,
                1.84,
                9_530,
                psi,
                List.of(
                        new Delay("analyst", 0.25, 7_200_000, 43_200_000),
                        new Delay("chargeback", 0.75, 1_036_800_000, 2_419_200_000L)));
    }

    private static Window window(String name, String from, String to, long rows, long frauds) {
        long start = Instant.parse(from + "T00:00:00Z").toEpochMilli();
        return new Window(name, start, Instant.parse(to + "T00:00:00Z").toEpochMilli(), rows, frauds);
    }
}
