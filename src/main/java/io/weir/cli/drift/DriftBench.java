package io.weir.cli.drift;

import io.weir.baserate.EstimatorSettings;
import io.weir.decision.Decider;
import io.weir.evaluation.Reliability;
import io.weir.scenario.Scenarios;
import io.weir.simulation.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs scenarios with many seeds, on all processors; what comes of it does not depend on how many these are. */
public final class DriftBench implements AutoCloseable {

    /** The scenarios, in the order in which they are told. */
    public static final List<String> SCENARIOS =
            List.of("step-up", "step-down", "ramp", "season", "burst", "none", "new-scheme", "broken-feature");

    private static final String STEADY = "none";

    private final DriftBank bank;
    private final Decider decider;
    private final Setting setting;
    private final ExecutorService threads;
    private final Map<String, Pool> pools = new LinkedHashMap<>();

    /** @param decider that {@link DriftBank#train} made */
    public DriftBench(DriftBank bank, Decider decider) {
        this.bank = bank;
        this.decider = decider;
        this.setting = new Setting(
                decider.champion(),
                decider.bundle().policy(),
                EstimatorSettings.standard(),
                bank.perDay(),
                bank.fraudShare());
        this.threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    }

    /**
     * What payments are drawn from.
     *
     * @param scenario from which day on of this scenario; none: all
     */
    public record PoolFigures(String scenario, int payments, int frauds, double observedToExpected, double slope) {}

    /** Replays the bank as the scenarios need it. */
    public List<PoolFigures> fillPools(List<String> scenarios) {
        List<String> needed = new ArrayList<>(List.of(STEADY));
        scenarios.stream()
                .filter(name -> DriftBank.changes(Scenarios.builtIn(name)))
                .forEach(needed::add);
        List<Pool> filled = all(
                needed.stream()
                        .map(name -> (Callable<Pool>) () -> bank.pool(decider, Scenarios.builtIn(name)))
                        .toList(),
                () -> {});
        List<PoolFigures> figures = new ArrayList<>();
        for (int i = 0; i < filled.size(); i++) {
            Pool pool = filled.get(i);
            pools.put(needed.get(i), pool);
            Reliability reliability = pool.reliability();
            figures.add(new PoolFigures(
                    needed.get(i), pool.size(), pool.frauds(), reliability.observedToExpected(), reliability.slope()));
        }
        return figures;
    }

    /** Runs the scenarios with seeds 1 to {@code seeds}; pools are filled. */
    public List<DriftFigures> run(List<String> scenarios, int seeds, Runnable progress) {
        List<Callable<Trace>> runs = new ArrayList<>();
        for (String name : scenarios) {
            Scenario scenario = Scenarios.builtIn(name);
            for (int seed = 1; seed <= seeds; seed++) {
                DriftRun run = run(scenario, seed);
                runs.add(run::run);
            }
        }
        List<Trace> traces = all(runs, progress);
        List<DriftFigures> figures = new ArrayList<>();
        for (int s = 0; s < scenarios.size(); s++) {
            figures.add(new DriftFigures(
                    Scenarios.builtIn(scenarios.get(s)), setting, traces.subList(s * seeds, (s + 1) * seeds)));
        }
        return figures;
    }

    private DriftRun run(Scenario scenario, long seed) {
        Pool before = Objects.requireNonNull(pools.get(STEADY), "pools are filled before they are drawn from");
        Pool own = pools.get(scenario.name());
        Pool after = own == null ? before : own;
        return new DriftRun(setting, scenario, before, after, seed);
    }

    private <T> List<T> all(List<Callable<T>> tasks, Runnable progress) {
        CompletionService<T> done = new ExecutorCompletionService<>(threads);
        List<Future<T>> futures = tasks.stream().map(done::submit).toList();
        try {
            for (int i = 0; i < futures.size(); i++) {
                done.take().get();
                progress.run();
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run failed", e.getCause());
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
