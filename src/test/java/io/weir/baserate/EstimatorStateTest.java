package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EstimatorStateTest {

    /** 400 days of quarter-day windows, of which 120 are kept: 31 kB, as much as after the first 135. */
    @Test
    void state_ofFourHundredDays_staysBelowItsBound() {
        EstimatorSettings settings = EstimatorSettings.standard();
        EstimatorRun run = new EstimatorRun(settings, 1, Champions.withSegments("v1", SimulatedSource.REFERENCE));
        SimulatedSource source = new SimulatedSource(1, settings.window(), 1);
        int largest = 0;
        int afterAThird = 0;
        for (int window = 0; window < 1_600; window++) {
            run.run(source, 1, 120, 0.01);
            largest = window % 20 == 0 ? Math.max(largest, run.state().length) : largest;
            afterAThird = window == 540 ? run.state().length : afterAThird;
        }
        assertThat(largest).isLessThan(40_000).isLessThan((int) (1.15 * afterAThird));
        assertThat(run.estimator.state().cohorts).hasSizeLessThanOrEqualTo(480);
        run.restart();
    }

    @Test
    void state_ofNothing_comesBack() {
        byte[] bytes = new EstimatorState(Cohorts.DAILY).toBytes();
        assertThat(EstimatorState.fromBytes(Cohorts.DAILY, bytes).toBytes()).isEqualTo(bytes);
        assertThat(EstimatorState.fromBytes(Cohorts.DAILY, null).toBytes()).isEqualTo(bytes);
    }

    @Test
    void state_ofAnotherFormatOrOtherSettings_isRefused() {
        byte[] bytes = new EstimatorState(Cohorts.DAILY).toBytes();
        assertThatIllegalStateException()
                .isThrownBy(() -> EstimatorState.fromBytes(Cohorts.QUARTERS, bytes))
                .withMessageContaining("base-rate.window or base-rate.retention has changed");
        bytes[0] = 2;
        assertThatIllegalStateException()
                .isThrownBy(() -> EstimatorState.fromBytes(Cohorts.DAILY, bytes))
                .withMessage("base-rate state has format 1; known: 3");
        assertThatIllegalStateException()
                .isThrownBy(() -> new EvidenceWindows(Duration.ofHours(6)).restore(0, new byte[] {8}))
                .withMessage("evidence window has format 4; known: 3");
    }
}
