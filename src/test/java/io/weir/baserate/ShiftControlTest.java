package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.baserate.BaseRateVersion.Cause;
import io.weir.baserate.EstimatorSettings.Control;
import io.weir.baserate.ShiftControl.Move;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShiftControlTest {

    /** 10 frauds, 90 %, a deadband of 0.1, at most 0.4 in a window, at most 2. */
    private static final Control SETTINGS = new Control(10, 0.9, 0.1, 1.6, 2);

    private static final ShiftControl CONTROL = new ShiftControl(SETTINGS, 0.25);

    @ParameterizedTest
    @CsvSource({
        "0.0,  0.05, -0.20,  0.30,  0.0, HELD",
        "0.0,  0.30,  0.10,  0.50,  0.0, HELD",
        "0.0,  0.30,  0.11,  0.50,  0.3, MOVED",
        "0.0, -0.30, -0.50, -0.11, -0.3, MOVED",
        "0.0, -0.30, -0.50, -0.10,  0.0, HELD",
        "0.5, -0.30, -0.50, -0.10,  0.1, RATE_LIMITED",
        "0.0,  0.90,  0.70,  1.10,  0.4, RATE_LIMITED",
        "1.8,  2.90,  2.70,  3.10,  2.0, BOUNDED",
        "2.0,  2.90,  2.70,  3.10,  2.0, BOUNDED",
        "1.5,  2.90,  2.70,  3.10,  1.9, RATE_LIMITED",
        "-1.8, -2.9, -3.10, -2.70, -2.0, BOUNDED",
        "2.0,  1.70,  1.50,  1.80,  1.7, MOVED",
    })
    void move_fromADeployedShift_goesWhereAndWhy(
            double deployed, double estimate, double lower, double upper, double shift, Cause cause) {
        Move move = CONTROL.move(deployed, estimate, lower, upper);
        assertThat(move.shift()).isCloseTo(shift, within(1e-12));
        assertThat(move.cause()).isEqualTo(cause);
    }

    /** An operator may have ordered one that is beyond the bound. */
    @ParameterizedTest
    @CsvSource({
        "3.0, 2.90, 2.80, 3.00, 3.0, HELD",
        "3.0, 2.50, 2.40, 2.60, 2.6, RATE_LIMITED",
        "2.3, 2.10, 2.05, 2.15, 2.0, BOUNDED",
        "3.0, 4.00, 3.90, 4.10, 2.6, RATE_LIMITED",
        "3.0, 0.00, -0.1, 0.10, 2.6, RATE_LIMITED",
    })
    void move_fromBeyondTheBound_goesTowardsIt(
            double deployed, double estimate, double lower, double upper, double shift, Cause cause) {
        move_fromADeployedShift_goesWhereAndWhy(deployed, estimate, lower, upper, shift, cause);
    }

    private static RateFilter.Belief belief(double middle, double deviation) {
        double[] mass = new double[RateGrid.SIZE];
        double sum = 0;
        for (int i = 0; i < mass.length; i++) {
            double z = (RateGrid.shift(i) - middle) / deviation;
            mass[i] = Math.exp(-z * z / 2);
            sum += mass[i];
        }
        for (int i = 0; i < mass.length; i++) {
            mass[i] /= sum;
        }
        return new RateFilter.Belief(mass);
    }

    @Test
    void move_afterABelief_goesByItsIntervalAndItsWeight() {
        assertThat(CONTROL.move(0, belief(0.35, 0.1), 50))
                .isEqualTo(new Move(belief(0.35, 0.1).mean(), Cause.MOVED));
        // 0.35 - 1.645·0.2 is not above the deadband
        assertThat(CONTROL.move(0, belief(0.35, 0.2), 50)).isEqualTo(new Move(0, Cause.HELD));
        assertThat(CONTROL.move(0, belief(1, 0.31), 9.9)).isEqualTo(new Move(0, Cause.UNCERTAIN));
        assertThat(CONTROL.move(0, belief(1, 0.31), 10)).isEqualTo(new Move(0.4, Cause.RATE_LIMITED));
    }

    @Test
    void move_ofAnything_keepsWithinTheStepAndTheBound() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            double deployed = random.nextDouble(-3, 3);
            double estimate = random.nextDouble(-5, 5);
            double lower = estimate - random.nextDouble(2);
            double upper = estimate + random.nextDouble(2);
            Move move = CONTROL.move(deployed, estimate, lower, upper);
            assertThat(Math.abs(move.shift() - deployed)).isLessThanOrEqualTo(0.4 + 1e-12);
            assertThat(Math.abs(move.shift())).isLessThanOrEqualTo(Math.max(2, Math.abs(deployed)));
            boolean held = lower <= deployed + 0.1 && upper >= deployed - 0.1;
            assertThat(move.cause() == Cause.HELD).isEqualTo(held);
            if (held) {
                assertThat(move.shift()).isEqualTo(deployed);
            } else if (Math.abs(deployed) <= 2) {
                assertThat((move.shift() - deployed) * (estimate - deployed)).isGreaterThanOrEqualTo(0);
                assertThat(Math.abs(move.shift() - estimate)).isLessThanOrEqualTo(Math.abs(deployed - estimate));
            }
        }
    }
}
