package io.weir.cli.drift;

import io.weir.baserate.BaseRateEstimator;
import io.weir.baserate.BaseRateNow;
import io.weir.baserate.BaseRateShift;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.EstimatorState;
import io.weir.baserate.EvidenceWindows;
import io.weir.baserate.ScoreBins;
import io.weir.baserate.WindowEvidence;
import io.weir.cli.drift.Trace.Way;
import io.weir.decision.Action;
import io.weir.decision.Decision.BaseRateInForce;
import io.weir.decision.Policy;
import io.weir.simulation.Dice;
import io.weir.simulation.LabelNoise.Heard;
import io.weir.simulation.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One scenario with one seed: payments are drawn, decided in three ways and reported; what the stream's partitions count of it
 * goes to the stream's estimator, whose versions hold from when they say.
 *
 * <p>The numbers of a window's honest payments and of its frauds are Poisson, at the intensity of its middle. What holds at its
 * start holds all through it.
 */
@SuppressWarnings("EnumOrdinal") // ways index arrays of all of them
final class DriftRun {

    private static final int PARTITIONS = 3;
    private static final double DAY = 86_400_000;
    private static final double JUST_BEFORE = 1e-6;

    private final Setting setting;
    private final Scenario scenario;
    private final Pool before;
    private final Pool after;
    private final double changeDay;
    private final long seed;
    private final long length;
    private final int perDay;
    private final BaseRateEstimator estimator;
    private final EvidenceWindows[] partitions = new EvidenceWindows[PARTITIONS];
    /** By the window in which they come. */
    private final List<List<Reported>> reports = new ArrayList<>();
    /** By the time from which they hold. */
    private final TreeMap<Long, BaseRateVersion> versions = new TreeMap<>();

    private final int[] bins;

    /**
     * @param before payments up to the scenario's change
     * @param after payments from then on; the same where they do not change
     */
    DriftRun(Setting setting, Scenario scenario, Pool before, Pool after, long seed) {
        this.setting = setting;
        this.scenario = scenario;
        this.before = before;
        this.after = after;
        this.changeDay = DriftBank.changeDay(scenario);
        this.seed = seed;
        this.length = setting.estimator().window().toMillis();
        this.perDay = (int) (DAY / length);
        this.estimator =
                new BaseRateEstimator(PARTITIONS, setting.estimator(), new EstimatorState(setting.estimator()));
        for (int p = 0; p < PARTITIONS; p++) {
            partitions[p] = new EvidenceWindows(setting.estimator().window());
        }
        for (int w = 0; w < scenario.days() * perDay; w++) {
            reports.add(new ArrayList<>());
        }
        this.bins = new int[before.features()];
    }

    /** A report on its way to the partition of its payment. */
    private record Reported(int partition, EvidenceWindows.Report report) {}

    Trace run() {
        int windows = reports.size();
        double[] trueRates = new double[windows];
        double[] oracleShifts = new double[windows];
        double[] usedShifts = new double[windows];
        double[][] costs = new double[Way.values().length][windows];
        for (int w = 0; w < windows; w++) {
            Window window = new Window(w);
            window.pay();
            reports.get(w).forEach(each -> partitions[each.partition()].report(each.report(), null));
            reports.get(w).clear();
            close(startOf(w + 1));
            trueRates[w] = setting.rate(scenario.intensity((w + 1.0) / perDay - JUST_BEFORE));
            oracleShifts[w] = window.oracleShift;
            usedShifts[w] = window.inForce.shift();
            for (Way way : Way.values()) {
                costs[way.ordinal()][w] = window.cost[way.ordinal()];
            }
        }
        return new Trace(perDay, trueRates, oracleShifts, usedShifts, List.copyOf(versions.values()), costs);
    }

    private long startOf(int window) {
        return DriftBank.START + window * length;
    }

    private void close(long end) {
        for (int p = 0; p < PARTITIONS; p++) {
            for (WindowEvidence counted : partitions[p].passed(end, p, false)) {
                WindowEvidence evidence = WindowEvidence.fromBytes(counted.toBytes());
                for (BaseRateVersion version : estimator.accept(evidence, at -> setting.champion(), at -> null)) {
                    versions.put(version.effectiveFromMillis(), version);
                }
            }
        }
    }

    /** The payments of one window. */
    private final class Window {

        private final int number;
        private final double middle;
        private final double intensity;
        private final double oracleShift;
        private final BaseRateInForce inForce;
        private final Pool pool;
        private final int daysSince;
        private final Dice chance;
        private final Dice delay;
        private final double[] cost = new double[Way.values().length];

        Window(int number) {
            this.number = number;
            this.middle = (number + 0.5) / perDay;
            this.intensity = scenario.intensity(middle);
            double reference = setting.champion().baseRate();
            this.oracleShift = BaseRateShift.logOdds(setting.rate(intensity), reference);
            Map.Entry<Long, BaseRateVersion> version = versions.floorEntry(startOf(number));
            this.inForce = BaseRateInForce.of(
                    new BaseRateNow(version == null ? null : version.getValue(), null),
                    startOf(number),
                    setting.champion());
            boolean changed = middle >= changeDay;
            this.pool = changed ? after : before;
            this.daysSince = changed ? (int) (middle - changeDay) : 0;
            this.chance = Dice.of(seed, "drift noise", number);
            this.delay = Dice.of(seed, "drift delays", number);
        }

        void pay() {
            double honest = setting.perDay() * (1 - setting.fraudShare()) / perDay;
            double frauds = setting.perDay() * setting.fraudShare() * intensity / perDay;
            pay(false, honest, Dice.of(seed, "drift honest", number));
            pay(true, frauds, Dice.of(seed, "drift frauds", number));
        }

        private void pay(boolean fraud, double expected, Dice dice) {
            for (int left = dice.poisson(expected); left > 0; left--) {
                int payment = pool.draw(fraud, daysSince, dice);
                long time = startOf(number) + (long) (dice.unit() * length);
                int partition = dice.below(PARTITIONS);
                boolean declined = decide(fraud, payment, time, partition) == Action.DECLINE;
                if (!declined && (fraud || !scenario.noise().flipped().isEmpty())) {
                    hear(fraud, payment, time, partition);
                }
            }
        }

        /** What Weir does. */
        private Action decide(boolean fraud, int payment, long time, int partition) {
            double calibrated = pool.calibrated(payment);
            double amount = pool.amount(payment);
            Policy.Thresholds plain = setting.policy().thresholds(amount);
            Policy.Thresholds used = setting.policy().thresholds(amount, inForce.world());
            double probability = BaseRateShift.posterior(calibrated, inForce.shift());
            Action action = used.action(probability);
            charge(Way.WEIR, action, fraud, payment);
            charge(Way.FIXED, plain.action(calibrated), fraud, payment);
            charge(Way.ORACLE, plain.action(BaseRateShift.posterior(calibrated, oracleShift)), fraud, payment);
            pool.bins(payment, bins);
            partitions[partition].transaction(
                    time,
                    null,
                    new EvidenceWindows.Scored(
                            setting.champion().bundle(),
                            setting.champion().baseRate(),
                            calibrated,
                            probability,
                            action == Action.DECLINE,
                            action == Action.DECLINE,
                            bins));
            return action;
        }

        private void charge(Way way, Action action, boolean fraud, int payment) {
            cost[way.ordinal()] += setting.policy().expectedCost(action, fraud ? 1 : 0, pool.trueAmount(payment));
        }

        private void hear(boolean fraud, int payment, long time, int partition) {
            Heard heard =
                    scenario.noise().heard(fraud, (time - DriftBank.START) / DAY, scenario.delays(), chance, delay);
            if (heard == null) {
                return;
            }
            long at = time + (long) (heard.report().days() * DAY);
            report(payment, time, partition, heard, at, 1);
            Double reversedAfter = heard.reversedAfterDays();
            if (reversedAfter != null) {
                report(payment, time, partition, heard, at + (long) (reversedAfter * DAY), -1);
            }
        }

        private void report(int payment, long time, int partition, Heard heard, long at, int change) {
            int comes = (int) ((at - DriftBank.START) / length);
            if (comes < reports.size()) {
                double logRatio = ScoreBins.logRatio(
                        pool.calibrated(payment), setting.champion().baseRate());
                reports.get(comes)
                        .add(new Reported(
                                partition,
                                new EvidenceWindows.Report(
                                        at, time, heard.report().source(), change, 1, logRatio)));
            }
        }
    }
}
