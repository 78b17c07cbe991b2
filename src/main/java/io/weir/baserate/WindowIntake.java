package io.weir.baserate;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Brings the state up to the end of a window, before anything is weighed. */
final class WindowIntake {

    private final EstimatorSettings settings;
    private final EstimatorState state;
    private final Champion champion;
    private final long end;
    private final long length;

    WindowIntake(EstimatorSettings settings, EstimatorState state, Champion champion, long end) {
        this.settings = settings;
        this.state = state;
        this.champion = champion;
        this.end = end;
        this.length = settings.window().toMillis();
    }

    /**
     * Another champion's shift starts from another reference: the rate that is deployed stays, within the shift's bound. Its
     * scores are others: those before it tell nothing about the base rate any more, and the tests begin anew.
     */
    void welcomeChampion() {
        if (!state.bundle.equals(champion.bundle())) {
            if (!state.bundle.isEmpty()) {
                Map<String, Double> before = new TreeMap<>(state.references);
                before.forEach(this::rebase);
                state.cohorts.values().forEach(Cohort::forgetScores);
                state.lastDay.clear();
                state.watch.reset();
                state.residuals = EstimatorState.newResiduals();
                state.championFrom = end;
            }
            state.bundle = champion.bundle();
            state.references.clear();
            state.references.put(EvidenceWindows.WHOLE, champion.baseRate());
            champion.segments(settings.segments().attribute()).forEach(state.references::put);
        }
    }

    /** A shift that never moved says nothing about the rate; the new reference is the younger estimate. */
    private void rebase(String segment, double before) {
        Double now = segment.equals(EvidenceWindows.WHOLE)
                ? Double.valueOf(champion.baseRate())
                : champion.segments(settings.segments().attribute()).get(segment);
        if (now == null) {
            state.shifts.remove(segment);
            return;
        }
        ShiftHistory history = state.shifts(segment);
        double bound = settings.control().maxShift();
        double shift = history.newest();
        double moved = shift + BaseRateShift.logOdds(before, now);
        history.reset(shift == 0 ? 0 : Math.max(-bound, Math.min(bound, moved)));
    }

    void takeEvidence() {
        WindowCounts counts = state.pending.remove(end);
        ScoreCounts ofChampion = null;
        boolean others = false;
        if (counts != null) {
            counts.segments().forEach((segment, more) -> {
                TreeMap<Long, Cohort> known = segment.equals(EvidenceWindows.WHOLE)
                        ? state.cohorts
                        : state.segments.computeIfAbsent(segment, s -> new TreeMap<>());
                more.forEach((start, count) ->
                        known.computeIfAbsent(start, s -> new Cohort()).counts().add(count));
            });
            ofChampion = counts.scores().get(champion.bundle());
            Cohort own = state.cohorts.get(end - length);
            long scored =
                    ofChampion == null ? 0 : Arrays.stream(ofChampion.scores()).sum();
            others = own != null && own.counts().transactions() > scored;
        }
        if (ofChampion != null) {
            state.cohorts.computeIfAbsent(end - length, s -> new Cohort()).addScores(ofChampion.scores());
        }
        if (others) {
            // A day is whole when all of it was decided by this champion.
            state.lastDay.clear();
            return;
        }
        state.lastDay.addLast(ofChampion == null ? new ScoreCounts() : ofChampion);
        if (state.lastDay.size() > state.windowsPerDay) {
            state.lastDay.removeFirst();
        }
    }

    void forget() {
        long oldest = end - settings.retention().toMillis();
        state.cohorts.headMap(oldest).clear();
        state.segments.values().forEach(known -> known.headMap(oldest).clear());
        state.segments.values().removeIf(Map::isEmpty);
        state.cohorts
                .headMap(end - (long) ClosedWindow.SCORE_DAYS * state.windowsPerDay * length)
                .values()
                .forEach(Cohort::forgetScores);
    }
}
