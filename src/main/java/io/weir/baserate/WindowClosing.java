package io.weir.baserate;

import io.weir.baserate.BaseRateVersion.Interval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of a closed window what decisions are to use. */
final class WindowClosing {

    private final ClosedWindow now;
    private final RateGrid grid;

    WindowClosing(ClosedWindow now, RateGrid grid) {
        this.now = now;
        this.grid = grid;
    }

    /** The versions of this window: each segment's, and last the whole's. */
    List<BaseRateVersion> versions(@Nullable BaseRateCommand command) {
        EstimatorState state = now.state;
        WorldTests tests = new WorldCheck(now).tests();
        World before = state.watch.state();
        World world = state.watch.next(tests.isChanged(), tests.isDoubtful(), now.perDay);
        if (world == World.FROZEN && before != World.FROZEN) {
            state.shifts.values().forEach(history -> history.reset(history.certified()));
        }
        ShiftHistory ofWhole = state.shifts(EvidenceWindows.WHOLE);
        double deployed = ofWhole.newest();
        BaseRateVersion whole = whole(world, command, tests.alarms());
        double step = ofWhole.newest() - deployed;
        List<BaseRateVersion> versions = new ArrayList<>();
        now.champion.segments(now.settings.segments().attribute()).forEach((name, own) -> {
            SegmentRate segment = new SegmentRate(now, name, own);
            Nowcast labels = segment.labels(whole.estimate());
            ShiftControl.Move move = segment.move(world, step);
            versions.add(version(
                    name,
                    segment.reference(),
                    labels.interval(),
                    labels,
                    null,
                    move,
                    command,
                    world,
                    List.of(),
                    segment.cohorts()));
        });
        versions.add(whole);
        return versions;
    }

    private BaseRateVersion whole(World world, @Nullable BaseRateCommand command, List<String> alarms) {
        WholeRate rate = new WholeRate(now, grid);
        return version(
                EvidenceWindows.WHOLE,
                now.reference,
                rate.both(world),
                rate.labels(),
                rate.scores(),
                rate.move(world),
                command,
                world,
                alarms,
                now.cohorts);
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
            List<AgedCohort> cohorts) {
        Double ordered = command == null ? null : command.ordered();
        double shift = move.shift();
        // A command goes before a version where it is decided, and is no part of it: it may be taken back before the
        // version holds.
        history(segment, world, move.shift());
        long effective = now.end + now.settings.effectiveAfter().toMillis();
        return new BaseRateVersion(
                segment,
                now.state.version,
                now.end,
                effective,
                effective + now.length,
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
                now.unseen(cohorts),
                move.cause(),
                ordered == null || command == null ? null : command.id(),
                world,
                alarms);
    }

    /** In doubt a shift is no step of the history that a freeze goes back in. */
    private void history(String segment, World world, double shift) {
        ShiftHistory history = now.state.shifts(segment);
        if (world == World.WATCH) {
            history.replaceNewest(shift);
        } else {
            history.add(shift);
        }
    }
}
