package io.weir.baserate;

import io.weir.baserate.BaseRateVersion.Cause;
import io.weir.baserate.EstimatorSettings.Control;

/**
 * Moves the shift after the belief: only when the belief's interval excludes the deployed shift by more than a deadband, by no
 * more than so much a day, within bounds, and with enough evidence. A small uncertain change is not worth a new threshold; a
 * large sudden one may be an error.
 */
final class ShiftControl {

    private final Control control;
    private final double most;

    /** @param days event time's worth of movement that is allowed now */
    ShiftControl(Control control, double days) {
        this.control = control;
        this.most = control.maxShiftPerDay() * days;
    }

    /** Where the shift goes, and why. */
    record Move(double shift, Cause cause) {}

    /** @param frauds evidence behind the belief: frauds reported, and what scores tell in frauds' worth of information */
    Move move(double deployed, RateFilter.Belief belief, double frauds) {
        if (frauds < control.minFrauds()) {
            return new Move(deployed, Cause.UNCERTAIN);
        }
        double tail = (1 - control.confidence()) / 2;
        double lower = belief.quantile(tail);
        double upper = belief.quantile(1 - tail);
        return move(deployed, belief.mean(), lower, upper);
    }

    Move move(double deployed, double estimate, double lower, double upper) {
        boolean differs = lower > deployed + control.deadband() || upper < deployed - control.deadband();
        if (!differs) {
            return new Move(deployed, Cause.HELD);
        }
        double bounded = Math.max(-control.maxShift(), Math.min(control.maxShift(), estimate));
        double step = bounded - deployed;
        if (Math.abs(step) > most) {
            return new Move(deployed + Math.copySign(most, step), Cause.RATE_LIMITED);
        }
        return new Move(bounded, bounded == estimate ? Cause.MOVED : Cause.BOUNDED);
    }
}
