package io.weir.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReviewCapacityTest {

    private static final Policy POLICY = Policy.standard("USD");

    @Test
    void slotPrice_is_the_first_gain_without_a_slot() {
        double[] gains = {5, -3, 1, 9, 2, 7};
        assertThat(ReviewCapacity.slotPrice(gains, 1, 3)).isCloseTo(2, within(1e-8));
        assertThat(ReviewCapacity.slotPrice(gains, 2, 2)).isCloseTo(1, within(1e-8));
        assertThat(ReviewCapacity.slotPrice(gains, 1, 0.5)).isCloseTo(9, within(1e-8));
    }

    @Test
    void slotPrice_is_0_where_there_are_slots_for_all_that_pay() {
        double[] gains = {5, -3, 1, 9, 2, 7};
        assertThat(ReviewCapacity.slotPrice(gains, 1, 5)).isZero();
        assertThat(ReviewCapacity.slotPrice(gains, 1, Double.POSITIVE_INFINITY)).isZero();
        assertThat(ReviewCapacity.slotPrice(new double[0], 1, 1)).isZero();
    }

    /** Through the thresholds, not the gains: ties, with every gain there twice, may leave slots empty but take none too many. */
    @Test
    void slotPrice_in_the_thresholds_keeps_reviews_within_capacity_and_wastes_no_slot() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 300; round++) {
            double[] p = new double[400];
            double[] amounts = new double[p.length];
            for (int i = 0; i < p.length; i++) {
                boolean tie = round % 3 == 0 && i % 2 == 1;
                p[i] = tie ? p[i - 1] : Math.pow(random.nextDouble(), 3);
                amounts[i] = tie ? amounts[i - 1] : Math.exp(6 * random.nextDouble());
            }
            double days = 1 + random.nextInt(5);
            double perDay = 0.5 + 40 * random.nextDouble();
            double price = ReviewCapacity.slotPrice(gains(p, amounts), days, perDay);
            long reviews = reviews(p, amounts, price);
            long paying = reviews(p, amounts, 0);
            long slots = (long) (days * perDay);
            assertThat(reviews).isLessThanOrEqualTo(slots);
            assertThat(reviews).isGreaterThanOrEqualTo(Math.min(paying, slots) - (round % 3 == 0 ? 1 : 0));
            assertThat(price == 0).isEqualTo(paying <= slots);
        }
    }

    /** No other way to hand out the slots gains more: its slow twin tries all of them. */
    @Test
    void slotPrice_gives_the_slots_to_the_reviews_that_gain_most() {
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < 200; round++) {
            double[] gains = random.doubles(10, -5, 20).toArray();
            int slots = random.nextInt(1, 10);
            double price = ReviewCapacity.slotPrice(gains, 1, slots);
            double gained = Arrays.stream(gains).filter(gain -> gain > price).sum();
            double best = 0;
            for (int chosen = 0; chosen < 1 << gains.length; chosen++) {
                double sum = 0;
                for (int i = 0; i < gains.length; i++) {
                    sum += (chosen >> i & 1) == 1 ? gains[i] : 0;
                }
                best = Integer.bitCount(chosen) <= slots ? Math.max(best, sum) : best;
            }
            assertThat(gained).isCloseTo(best, within(1e-9));
        }
    }

    private static double[] gains(double[] p, double[] amounts) {
        double[] gains = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            gains[i] = POLICY.reviewGain(p[i], amounts[i]);
        }
        return gains;
    }

    private static long reviews(double[] p, double[] amounts, double price) {
        Policy priced = POLICY.atSlotPrice(price);
        long reviews = 0;
        for (int i = 0; i < p.length; i++) {
            reviews += priced.thresholds(amounts[i]).action(p[i]) == Action.REVIEW ? 1 : 0;
        }
        return reviews;
    }
}
