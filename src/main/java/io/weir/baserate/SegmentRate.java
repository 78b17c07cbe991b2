package io.weir.baserate;

import io.weir.baserate.BaseRateVersion.Cause;
import io.weir.baserate.EstimatorSettings.Control;
import java.util.List;

/**
 * The base rate of one segment at the end of a window, from its labels, shrunk to the whole: the prior is the segment's own
 * reference, moved as the whole has moved. What is deployed goes along with what the whole deploys, and moves from there when the
 * segment's labels speak against it.
 */
final class SegmentRate {

    private final ClosedWindow now;
    private final String segment;
    private final double own;
    private final List<AgedCohort> known;

    /** @param own its share of fraud in the calibration window */
    SegmentRate(ClosedWindow now, String segment, double own) {
        this.now = now;
        this.segment = segment;
        this.own = own;
        this.known = now.ofSegment(segment);
    }

    /** Its share of fraud in the calibration window. */
    double reference() {
        return own;
    }

    List<AgedCohort> cohorts() {
        return known;
    }

    /** What its labels say, given an estimate for the whole. */
    Nowcast labels(double whole) {
        return shrunk(BaseRateShift.logOdds(whole, now.reference));
    }

    /** @param step of the whole's shift in this window, which it has made already */
    ShiftControl.Move move(World world, double step) {
        double whole = now.state.shifts(EvidenceWindows.WHOLE).newest();
        double along = along(now.state.shifts(segment), whole, step);
        return switch (world) {
            case NORMAL -> labelled(along, whole, 1);
            case RECOVERED -> labelled(along, whole, 0.5);
            case WATCH, FROZEN -> new ShiftControl.Move(along, Cause.FROZEN);
        };
    }

    private Nowcast shrunk(double moved) {
        return Nowcast.of(
                known,
                now.curves,
                ModelBias.of(now.month, 0),
                BaseRateShift.rate(own, moved),
                now.settings.segments().strength());
    }

    private double along(ShiftHistory segment, double whole, double step) {
        double bound = Math.max(now.settings.control().maxShift(), Math.abs(whole));
        return segment.isEmpty() ? whole : Math.max(-bound, Math.min(bound, segment.newest() + step));
    }

    private ShiftControl.Move labelled(double deployed, double whole, double speed) {
        Control control = now.settings.control();
        Nowcast labels = shrunk(whole);
        // That frauds called for were not reported is evidence as well.
        double calledFor = labels.exposure() * BaseRateShift.rate(own, whole);
        return labels.move(control, speed / now.perDay, deployed, own, Math.max(labels.frauds(), calledFor));
    }
}
