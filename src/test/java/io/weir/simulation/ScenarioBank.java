package io.weir.simulation;

import io.weir.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;

/** A small bank to let scenarios happen to. */
final class ScenarioBank {

    /** 2026-01-01T00:00:00Z. */
    static final long START = 1_767_225_600_000L;

    static final double DAY = 86_400_000;
    static final Scenario STEADY = Scenario.steady(60, LabelDelays.standard());

    private ScenarioBank() {}

    /** Three hundred customers, sixty merchants, forty honest payments and forty frauds a day. */
    static SimulationSettings settings(long seed, int days, Scenario scenario) {
        return new SimulationSettings(seed, START, days, 300, 60, 80, 0.5, scenario);
    }

    static Scenario with(Scenario s, SchemeSchedule schemes) {
        return new Scenario(s.name(), s.days(), s.fraud(), schemes, s.joins(), s.delays(), s.noise(), s.breaks());
    }

    static Scenario with(Joins joins) {
        Scenario s = STEADY;
        return new Scenario(s.name(), s.days(), s.fraud(), s.schemes(), joins, s.delays(), s.noise(), s.breaks());
    }

    static Scenario with(LabelNoise noise) {
        Scenario s = STEADY;
        return new Scenario(s.name(), s.days(), s.fraud(), s.schemes(), s.joins(), s.delays(), noise, s.breaks());
    }

    static Scenario with(List<Break> breaks) {
        Scenario s = STEADY;
        return new Scenario(s.name(), s.days(), s.fraud(), s.schemes(), s.joins(), s.delays(), s.noise(), breaks);
    }

    static List<SimulatedPayment> all(SimulationSettings settings) {
        Simulator simulator = new Simulator(settings);
        List<SimulatedPayment> all = new ArrayList<>();
        while (simulator.hasNext()) {
            all.add(simulator.nextPayment());
        }
        return all;
    }

    static int day(SimulatedPayment payment) {
        return (int) day(payment.labelled().transaction());
    }

    static double day(Transaction transaction) {
        return (transaction.timeMillis() - START) / DAY;
    }
}
