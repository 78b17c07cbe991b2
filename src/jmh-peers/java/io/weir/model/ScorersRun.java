package io.weir.model;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Times Weir's evaluator and the others in one run; writes {@code scorers.md} and {@code scorers.json}.
 *
 * <p>First argument: the folder for the results; the others are JMH's.
 */
public final class ScorersRun {

    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("weirRow", "Weir");
        NAMES.put("plainRow", "plain walk in Java");
        NAMES.put("predictorRow", "xgboost-predictor 0.3.20");
        NAMES.put("onnxRow", "ONNX Runtime 1.29.0");
        NAMES.put("xgboostRow", "XGBoost4J 3.0.4, predict");
        NAMES.put("xgboostInplaceRow", "XGBoost4J 3.0.4, inplace_predict");
        NAMES.put("weirBatch", "Weir");
        NAMES.put("onnxBatch", "ONNX Runtime 1.29.0");
        NAMES.put("xgboostBatch", "XGBoost4J 3.0.4, predict");
        NAMES.put("xgboostInplaceBatch", "XGBoost4J 3.0.4, inplace_predict");
    }

    private record Line(String scorer, int rows, double nanos, double error, double timesWeir) {}

    private ScorersRun() {}

    /** Runs them; fails when a benchmark does, for example because a scorer gives another score. */
    public static void main(String[] args) throws RunnerException, CommandLineOptionException, IOException {
        Path folder = Path.of(args[0]);
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        CommandLineOptions more =
                new CommandLineOptions(List.of(args).subList(1, args.length).toArray(new String[0]));
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(more)
                        .include(EnsembleBenchmark.class.getName())
                        .include(PeerBenchmark.class.getName())
                        .shouldFailOnError(true)
                        .build())
                .run();
        List<Line> lines = lines(results);
        Map<String, Object> about = about(load, results.iterator().next());
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("scorers.md"), markdown(lines, about));
        Map<String, Object> json = new LinkedHashMap<>(about);
        json.put("scorers", lines);
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writeValue(folder.resolve("scorers.json").toFile(), json);
        System.out.println(markdown(lines, about));
    }

    private static List<Line> lines(Collection<RunResult> results) {
        Map<String, Result<?>> byMethod = new LinkedHashMap<>();
        for (RunResult result : results) {
            byMethod.put(result.getPrimaryResult().getLabel(), result.getPrimaryResult());
        }
        List<Line> lines = new ArrayList<>();
        for (String method : NAMES.keySet()) {
            Result<?> result = byMethod.get(method);
            boolean batch = method.endsWith("Batch");
            Result<?> weir = byMethod.get(batch ? "weirBatch" : "weirRow");
            if (result != null && weir != null) {
                lines.add(new Line(
                        String.valueOf(NAMES.get(method)),
                        batch ? EnsembleBenchmark.BATCH : 1,
                        round(result.getScore(), 1),
                        round(result.getScoreError(), 1),
                        round(result.getScore() / weir.getScore(), 2)));
            }
        }
        return lines;
    }

    /** The error is NaN where there are fewer than three iterations. */
    private static double round(double value, int digits) {
        double unit = Math.pow(10, digits);
        return Double.isNaN(value) ? value : Math.round(value * unit) / unit;
    }

    private static Map<String, Object> about(double load, RunResult any) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("measured", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
        about.put("cores", Runtime.getRuntime().availableProcessors());
        about.put("load_average_before", round(load, 1));
        about.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version());
        about.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        about.put("forks", any.getParams().getForks());
        about.put("iterations", any.getParams().getMeasurement().getCount());
        about.put("model", "300 trees of depth 6 trained by XGBoost on 20,000 rows of 30 features, 5 % missing");
        return about;
    }

    private static String markdown(List<Line> lines, Map<String, Object> about) {
        StringBuilder text = new StringBuilder("# Scorers: one ensemble, one thread\n\n");
        text.append("| scorer | rows a call | ns a row | ± | times Weir |\n| --- | ---: | ---: | ---: | ---: |\n");
        for (Line line : lines) {
            text.append(String.format(
                    "| %s | %,d | %,.0f | %,.0f | %.1f |%n",
                    line.scorer(), line.rows(), line.nanos(), line.error(), line.timesWeir()));
        }
        text.append('\n');
        about.forEach((name, value) -> text.append(String.format("- %s: %s%n", name.replace('_', ' '), value)));
        text.append("- ±: half the 99.9 % confidence interval over all iterations of all forks\n");
        return text.toString();
    }
}
