package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelBiasTest {

    @Test
    void bias_ofAllFraud_isThatOfItsParts() {
        ModelBias twice = new ModelBias(2, 1);
        // Of 100 frauds 25 can be reported, says the model; there are 50, and 125 in all.
        assertThat(twice.ofAll(0.25)).isCloseTo(Math.log(1.25), within(1e-12));
        assertThat(twice.corrected(0.25)).isCloseTo(50 / 125.0, within(1e-12));
        assertThat(twice.ofAll(1)).isCloseTo(Math.log(2), within(1e-12));
        assertThat(twice.corrected(1)).isEqualTo(1);
        assertThat(ModelBias.NONE.ofAll(0.3)).isZero();
        assertThat(ModelBias.NONE.corrected(0.3)).isEqualTo(0.3);
    }

    @Test
    void bias_ofLabelsAndScoresThatAgree_isNoneGiveOrTake() {
        LabelGap agrees = new LabelGap(500, 500, 600, 2_000, Set.of());
        ModelBias mean = ModelBias.of(agrees, 0);
        assertThat(mean.visible()).isEqualTo(1);
        assertThat(mean.declined()).isEqualTo(1);
        ModelBias above = ModelBias.of(agrees, 1);
        assertThat(above.ofAll(0.3)).isPositive().isLessThan(0.1);
        assertThat(ModelBias.of(agrees, -1).ofAll(0.3)).isNegative();
    }

    /** Scores that see fraud where there is none do so among the declined as well. */
    @Test
    void bias_ofLabelsThatSayLess_isTheSameForTheDeclined() {
        ModelBias less = ModelBias.of(new LabelGap(1_000, 2_000, 2_500, 9_000, Set.of()), 0);
        assertThat(less.visible()).isBetween(0.5, 0.55);
        assertThat(less.declined()).isCloseTo(less.visible(), within(1e-12));
        assertThat(less.corrected(0.3)).isCloseTo(0.3, within(1e-12));
    }

    /** What is wrong with the scores of what can be reported is half believed of the declined. */
    @Test
    void bias_ofLabelsThatSayMore_isLessForTheDeclined() {
        ModelBias more = ModelBias.of(new LabelGap(4_000, 2_000, 2_500, 9_000, Set.of()), 0);
        assertThat(more.visible()).isBetween(1.9, 2.0);
        assertThat(more.declined()).isCloseTo(Math.sqrt(more.visible()), within(1e-12));
    }
}
