package io.weir.baserate;

import io.weir.baserate.BaseRateVersion.Cause;
import io.weir.baserate.BaseRateVersion.Interval;
import io.weir.baserate.EstimatorSettings.Control;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Closes one window: takes its evidence in, weighs all of it anew, and says what decisions are to use. */
final class WindowClosing {

    private static final double FILTER_MIN_REPORTED = 0.05;
    private static final int FILTER_DAYS = 60;
    private static final int SCORE_DAYS = 30;
    private static final int SCORES_ALONE_DAYS = 3;
    private static final double SETTLED = 0.5;
    private static final double DELAY_ERROR = 0.15;
    private static final double YOUNG_DELAY_ERROR = 0.3;
    private static final double LN2 = StrictMath.log(2);
    private static final double TAIL = 0.025;
    private static final double NORMAL_TAIL = 1.959963984540054;
    /** Scores count no more once nearly all labels are in. */
    private static final double LEAST_WEIGHT = 0.05;

    private final EstimatorSettings settings;
    private final EstimatorState state;
    private final RateGrid grid;
    private final Champion champion;
    private final double reference;
    private final long end;
    private final long window;
    private final int perDay;
    private final List<AgedCohort> cohorts;
    private final ReportDelays.Curves curves;
    private final LabelGap month;

    WindowClosing(EstimatorSettings settings, EstimatorState state, RateGrid grid, Champion champion, long end) {
        this.settings = settings;
        this.state = state;
        this.grid = grid;
        this.champion = champion;
        this.reference = champion.baseRate();
        this.end = end;
        this.window = settings.window().toMillis();
        this.perDay = state.windowsPerDay;
        welcomeChampion();
        takeEvidence();
        forget();
        cohorts = aged(state.cohorts);
        state.delays.fade();
        cohorts.stream()
                .filter(cohort -> !cohort.cohort().isDoubted())
                .forEach(cohort -> state.delays.observe(cohort.age(), cohort.cohort()));
        curves = state.delays.curves(champion, cohorts);
        doubt();
        month = LabelGap.of(cohorts, curves, SCORE_DAYS * perDay, perDay, BaseRateEstimator.MIN_REPORTED, reference);
    }

    /** Labels of days of which far more was reported than scores call for, as of few others, count for nothing from then on. */
    private void doubt() {
        int month = SCORE_DAYS * perDay;
        Set<Integer> days =
                LabelGap.of(cohorts, curves, month, perDay, 0, reference).doubted();
        for (AgedCohort cohort : cohorts) {
            if (cohort.age() < month) {
                cohort.cohort().doubt(days.contains(cohort.age() / perDay));
            }
        }
    }

    /** Another champion's shift starts from another reference: the rate that is deployed stays, within the shift's bound. */
    private void welcomeChampion() {
        if (!state.bundle.equals(champion.bundle()) && !state.bundle.isEmpty()) {
            double moved = BaseRateShift.logOdds(state.reference, reference);
            state.shifts.values().forEach(history -> history.reset(rebased(history.newest(), moved)));
            state.lastDay.clear();
            state.watch.reset();
            state.residuals = EstimatorState.newResiduals();
        }
        state.bundle = champion.bundle();
        state.reference = reference;
    }

    /** A shift that never moved says nothing about the rate; the new reference is the younger estimate. */
    private double rebased(double shift, double moved) {
        double bound = settings.control().maxShift();
        return shift == 0 ? 0 : Math.max(-bound, Math.min(bound, shift + moved));
    }

    private void takeEvidence() {
        WindowCounts counts = state.pending.remove(end);
        ScoreCounts ofChampion = null;
        if (counts != null) {
            counts.segments().forEach((segment, more) -> {
                TreeMap<Long, Cohort> known = segment.equals(EvidenceWindows.WHOLE)
                        ? state.cohorts
                        : state.segments.computeIfAbsent(segment, s -> new TreeMap<>());
                more.forEach((start, count) ->
                        known.computeIfAbsent(start, s -> new Cohort()).counts().add(count));
            });
            for (Map.Entry<String, ScoreCounts> scores : counts.scores().entrySet()) {
                state.cohorts
                        .computeIfAbsent(end - window, s -> new Cohort())
                        .addScores(scores.getValue().scores());
            }
            ofChampion = counts.scores().get(champion.bundle());
        }
        state.lastDay.addLast(ofChampion == null ? new ScoreCounts() : ofChampion);
        if (state.lastDay.size() > perDay) {
            state.lastDay.removeFirst();
        }
    }

    private void forget() {
        long oldest = end - settings.retention().toMillis();
        state.cohorts.headMap(oldest).clear();
        state.segments.values().forEach(known -> known.headMap(oldest).clear());
        state.segments.values().removeIf(Map::isEmpty);
        state.cohorts
                .headMap(end - (long) SCORE_DAYS * perDay * window)
                .values()
                .forEach(Cohort::forgetScores);
    }

    /** By age, youngest first; what is of a later time than the window has to wait. */
    private List<AgedCohort> aged(NavigableMap<Long, Cohort> known) {
        List<AgedCohort> aged = new ArrayList<>(known.size());
        known.headMap(end, false).descendingMap().forEach((start, cohort) -> {
            int age = (int) ((end - start) / window) - 1;
            double halfLives = (age + 0.5) * window / settings.halfLife().toMillis();
            aged.add(new AgedCohort(age, StrictMath.exp(-LN2 * halfLives), cohort));
        });
        return aged;
    }

    /** The versions of this window: each segment's, and last the whole's. */
    List<BaseRateVersion> versions(@Nullable BaseRateCommand command) {
        WorldTests tests = tests();
        World before = state.watch.state();
        World world = state.watch.next(tests.isChanged(), tests.isDoubtful(), perDay);
        if (world == World.FROZEN && before != World.FROZEN) {
            state.shifts.values().forEach(history -> history.reset(history.certified()));
        }
        ShiftHistory ofWhole = state.shifts(EvidenceWindows.WHOLE);
        double deployed = ofWhole.newest();
        BaseRateVersion whole = whole(command, world, tests.alarms());
        double step = ofWhole.newest() - deployed;
        List<BaseRateVersion> versions = new ArrayList<>();
        Map<String, WorldReference.Rate> segments = segments();
        segments.forEach((segment, rate) -> {
            List<AgedCohort> known = aged(state.segments.getOrDefault(segment, new TreeMap<>()));
            versions.add(segment(segment, rate, known, whole, step, command));
        });
        versions.add(whole);
        return versions;
    }

    private WorldTests tests() {
        WorldTests tests = new WorldTests();
        WorldReference known = champion.world();
        int young = (int) (EvidenceWindows.YOUNG.toMillis() / window);
        if (known != null) {
            ScoreCounts day = new ScoreCounts();
            state.lastDay.forEach(day::add);
            tests.features(known, day);
            tests.scores(known, day);
            tests.youngFrauds(known, youngScores(young));
        }
        tests.gap("a month", month, DELAY_ERROR);
        // Of young cohorts only the earliest reports are there, of which G knows least.
        tests.gap("young ones", LabelGap.of(cohorts, curves, young, perDay, 0, reference), YOUNG_DELAY_ERROR);
        judge(tests);
        return tests;
    }

    private long[] youngScores(int young) {
        long[] sum = new long[ScoreBins.COUNT];
        for (AgedCohort cohort : cohorts) {
            long[] scores = cohort.cohort().counts().youngScores();
            if (cohort.age() < young && scores != null) {
                for (int b = 0; b < sum.length; b++) {
                    sum[b] += scores[b];
                }
            }
        }
        return sum;
    }

    /** Residuals of the cohorts of which half is known by now for the first time, oldest first. */
    private void judge(WorldTests tests) {
        for (int i = cohorts.size() - 1; i >= 0; i--) {
            AgedCohort cohort = cohorts.get(i);
            long start = end - (cohort.age() + 1) * window;
            double g = curves.reported(cohort.age());
            if (start > state.judged && g >= SETTLED) {
                state.judged = start;
                double expected = cohort.cohort().counts().expected();
                if (expected > 0) {
                    double residual = (cohort.reports() / g - expected) / (expected + 1);
                    boolean moved = state.residuals.add(Math.max(-1, Math.min(1, residual)));
                    tests.residuals(moved, state.residuals.mean());
                }
            }
        }
    }

    private BaseRateVersion whole(@Nullable BaseRateCommand command, World world, List<String> alarms) {
        List<AgedCohort> believed =
                cohorts.stream().filter(cohort -> !cohort.cohort().isDoubted()).toList();
        Nowcast labels = Nowcast.of(believed, curves, reference, settings.priorFrauds());
        RateFilter.Belief belief = belief();
        ShiftControl.Move move = move(world, belief, labels);
        Interval scores = scoresAlone();
        return version(
                EvidenceWindows.WHOLE,
                reference,
                world == World.NORMAL ? of(belief) : inDoubt(of(belief), labels.interval(), scores),
                labels,
                scores,
                move,
                command,
                world,
                alarms,
                unseen(cohorts));
    }

    private Interval of(RateFilter.Belief belief) {
        return new Interval(
                BaseRateShift.rate(reference, belief.mean()),
                BaseRateShift.rate(reference, belief.quantile(TAIL)),
                BaseRateShift.rate(reference, belief.quantile(1 - TAIL)));
    }

    /** While it is not clear whether labels or scores are wrong, the interval has room for either. */
    private static Interval inDoubt(Interval both, Interval labels, @Nullable Interval scores) {
        double lower = Math.min(both.lower(), labels.lower());
        double upper = Math.max(both.upper(), labels.upper());
        return scores == null
                ? new Interval(both.estimate(), lower, upper)
                : new Interval(both.estimate(), Math.min(lower, scores.lower()), Math.max(upper, scores.upper()));
    }

    /** From labels and scores together. */
    private RateFilter.Belief belief() {
        RateFilter filter = new RateFilter(1.0 / perDay);
        int at = cohorts.size() - 1;
        int oldest = Math.min(FILTER_DAYS * perDay, at < 0 ? 0 : cohorts.get(at).age() + 1);
        double bias = month.bias();
        for (int age = oldest - 1; age >= 0; age--) {
            while (at > 0 && cohorts.get(at).age() > age) {
                at--;
            }
            AgedCohort cohort = cohorts.get(at);
            filter.step(cohort.age() == age ? evidence(cohort, bias) : new double[RateGrid.SIZE]);
        }
        return filter.belief();
    }

    private double[] evidence(AgedCohort cohort, double bias) {
        double[] logLikelihood = new double[RateGrid.SIZE];
        double reported = cohort.cohort().isDoubted() ? 0 : curves.reported(cohort.age());
        if (reported >= FILTER_MIN_REPORTED) {
            grid.addReports(logLikelihood, cohort.reports(), cohort.transactions() * reported);
        }
        if (cohort.cohort().scores() != null && 1 - reported > LEAST_WEIGHT) {
            grid.addScores(logLikelihood, cohort.cohort(), 1 - reported, bias);
        }
        return logLikelihood;
    }

    /** Of the last days. */
    private long[] latestScores() {
        long[] scores = new long[ScoreBins.COUNT];
        for (AgedCohort cohort : cohorts) {
            long[] more = cohort.cohort().scores();
            if (cohort.age() < SCORES_ALONE_DAYS * perDay && more != null) {
                for (int b = 0; b < scores.length; b++) {
                    scores[b] += more[b];
                }
            }
        }
        return scores;
    }

    private @Nullable Interval scoresAlone() {
        ScoreEstimate estimate = ScoreEstimate.of(latestScores(), reference);
        if (estimate == null) {
            return null;
        }
        double middle = BaseRateShift.logOdds(estimate.rate(), reference) + month.bias();
        double wide = NORMAL_TAIL * StrictMath.sqrt(1 / estimate.information() + month.biasVariance());
        return new Interval(
                BaseRateShift.rate(reference, middle),
                BaseRateShift.rate(reference, middle - wide),
                BaseRateShift.rate(reference, middle + wide));
    }

    private ShiftControl.Move move(World world, RateFilter.Belief belief, Nowcast labels) {
        double deployed = state.shifts(EvidenceWindows.WHOLE).newest();
        Control control = settings.control();
        ScoreEstimate scores = ScoreEstimate.of(latestScores(), reference);
        double evidence = labels.frauds() + (scores == null ? 0 : scores.information());
        return switch (world) {
            case FROZEN -> new ShiftControl.Move(deployed, Cause.FROZEN);
            case WATCH, RECOVERED -> new ShiftControl(control, 0.5 / perDay).move(deployed, belief, evidence);
            case NORMAL -> new ShiftControl(control, 1.0 / perDay).move(deployed, belief, evidence);
        };
    }

    private ShiftControl.Move labelled(double deployed, Nowcast labels, double zero, double speed) {
        Control control = settings.control();
        if (labels.shape() < control.minFrauds()) {
            return new ShiftControl.Move(deployed, Cause.UNCERTAIN);
        }
        double tail = (1 - control.confidence()) / 2;
        return new ShiftControl(control, speed / perDay)
                .move(
                        deployed,
                        BaseRateShift.logOdds(Math.min(labels.estimate(), 1 - 1e-9), zero),
                        labels.shift(tail, zero),
                        labels.shift(1 - tail, zero));
    }

    /** Segments that the champion's reference knows, by name {@code attribute=value}. */
    private Map<String, WorldReference.Rate> segments() {
        Map<String, WorldReference.Rate> segments = new TreeMap<>();
        String attribute = settings.segments().attribute();
        if (attribute != null && champion.world() != null) {
            champion.world().attributes().getOrDefault(attribute, Map.of()).forEach((value, rate) -> {
                if (rate.expectedFrauds() > 0) {
                    segments.put(attribute + "=" + value, rate);
                }
            });
        }
        return segments;
    }

    /**
     * Shrunk to the whole: the prior is the segment's own reference, moved as the whole has moved. What is deployed goes along with
     * what the whole deploys, and moves from there when the segment's labels speak against it.
     *
     * @param step of the whole's shift in this window
     */
    private BaseRateVersion segment(
            String segment,
            WorldReference.Rate rate,
            List<AgedCohort> known,
            BaseRateVersion whole,
            double step,
            @Nullable BaseRateCommand command) {
        double own = rate.expectedFrauds() / rate.transactions();
        Nowcast labels = shrunk(known, own, BaseRateShift.logOdds(whole.estimate(), whole.reference()));
        double ofWhole = state.shifts(EvidenceWindows.WHOLE).newest();
        double along = along(state.shifts(segment), ofWhole, step);
        boolean free = whole.world() == World.NORMAL || whole.world() == World.RECOVERED;
        ShiftControl.Move move = free
                ? labelled(along, shrunk(known, own, ofWhole), own, whole.world() == World.NORMAL ? 1 : 0.5)
                : new ShiftControl.Move(along, Cause.FROZEN);
        return version(
                segment, own, labels.interval(), labels, null, move, command, whole.world(), List.of(), unseen(known));
    }

    private Nowcast shrunk(List<AgedCohort> known, double own, double moved) {
        return Nowcast.of(
                known,
                curves,
                BaseRateShift.rate(own, moved),
                settings.segments().strength());
    }

    private double along(ShiftHistory segment, double whole, double step) {
        double bound = Math.max(settings.control().maxShift(), Math.abs(whole));
        return segment.isEmpty() ? whole : Math.max(-bound, Math.min(bound, segment.newest() + step));
    }

    private BaseRateVersion version(
            String segment,
            double zero,
            Interval estimate,
            Nowcast labels,
            @Nullable Interval scores,
            ShiftControl.Move move,
            @Nullable BaseRateCommand command,
            World world,
            List<String> alarms,
            double unseen) {
        Double ordered = command == null ? null : command.ordered();
        double shift = ordered == null ? move.shift() : BaseRateShift.logOdds(ordered, reference);
        // Beside a command the estimate is followed on, so that a resume finds it where it would have been without one.
        state.shifts(segment).add(move.shift());
        long effective = end + settings.effectiveAfter().toMillis();
        return new BaseRateVersion(
                segment,
                state.version,
                end,
                effective,
                effective + window,
                estimate.estimate(),
                estimate.lower(),
                estimate.upper(),
                labels.exposure() > 0 ? labels.interval() : null,
                scores,
                shift == 0 ? zero : BaseRateShift.rate(zero, shift),
                shift,
                zero,
                labels.frauds(),
                labels.exposure(),
                unseen,
                ordered == null ? move.cause() : Cause.COMMAND,
                ordered == null || command == null ? null : command.id(),
                world,
                alarms);
    }

    /** Share of the expected frauds of a month that were declined. */
    private double unseen(List<AgedCohort> known) {
        double declined = 0;
        double expected = 0;
        for (AgedCohort cohort : known) {
            if (cohort.age() < SCORE_DAYS * perDay) {
                declined += cohort.cohort().counts().declined();
                expected += cohort.cohort().counts().expected();
            }
        }
        return expected == 0 ? 0 : declined / expected;
    }
}
