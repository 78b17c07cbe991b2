package io.weir.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SlotPriceTest {

    private static final long DAY = 86_400_000;
    private static final long HOUR = 3_600_000;
    private static final double CAPACITY = 200;

    /** A stream that reviews what gains more than the price: reviews day by day. */
    private static final class Stream {
        private final SplittableRandom random = new SplittableRandom(11);
        private SlotPrice price = new SlotPrice();
        private long time;
        private double gainScale = 1;

        /** Reviews in one day of so many transactions, by day and night alike or not. */
        int day(int transactions, boolean nights) {
            int reviews = 0;
            long end = time + DAY;
            while (time < end) {
                double hour = time % DAY / (double) HOUR;
                double rate = nights ? 1 + 0.8 * Math.sin(2 * Math.PI * hour / 24) : 1;
                time += (long) Math.ceil(-Math.log(1 - random.nextDouble()) * DAY / (transactions * rate));
                double gain = gainScale * Math.exp(1.5 * random.nextDouble(-2, 2)) - 1;
                reviews += gain > price.price(time, CAPACITY) && gain > 0 ? 1 : 0;
                price.count(time, gain);
            }
            return reviews;
        }
    }

    /**
     * Gate against a price that does not follow: 2,000 transactions a day, half of which would gain by a review, 200 slots;
     * then three times as many. Healthy: from the second day on 200 ± 15 %. A price that stayed would review 600.
     */
    @Test
    void gate_traffic_that_triples_is_back_at_capacity_within_a_day() {
        Stream stream = new Stream();
        stream.day(2_000, false);
        for (int day = 0; day < 5; day++) {
            assertThat((double) stream.day(2_000, false)).isCloseTo(CAPACITY, within(0.15 * CAPACITY));
        }
        int first = stream.day(6_000, false);
        assertThat(first).as("the day of the change").isBetween(200, 320);
        for (int day = 0; day < 5; day++) {
            assertThat((double) stream.day(6_000, false)).isCloseTo(CAPACITY, within(0.15 * CAPACITY));
        }
        stream.day(2_000, false);
        assertThat((double) stream.day(2_000, false)).isCloseTo(CAPACITY, within(0.15 * CAPACITY));
    }

    @Test
    void price_with_nights_of_a_ninth_of_the_traffic_keeps_the_capacity_of_the_day() {
        Stream stream = new Stream();
        stream.day(2_000, true);
        stream.day(2_000, true);
        for (int day = 0; day < 5; day++) {
            assertThat((double) stream.day(2_000, true)).isCloseTo(CAPACITY, within(0.15 * CAPACITY));
        }
    }

    @Test
    void price_of_gains_that_grow_tenfold_follows_within_a_day() {
        Stream stream = new Stream();
        stream.day(2_000, false);
        stream.day(2_000, false);
        stream.gainScale = 10;
        stream.day(2_000, false);
        assertThat((double) stream.day(2_000, false)).isCloseTo(CAPACITY, within(0.15 * CAPACITY));
    }

    @Test
    void price_where_slots_suffice_is_0() {
        Stream stream = new Stream();
        assertThat(stream.price.price(0, CAPACITY)).isZero();
        stream.day(300, false);
        stream.day(300, false);
        assertThat(stream.price.price(stream.time, CAPACITY)).isZero();
        assertThat(stream.price.price(stream.time, 20)).isPositive();
        assertThat(stream.price.price(stream.time, Double.POSITIVE_INFINITY)).isZero();
    }

    /** The exact twin: the dual price of the last days' gains. */
    @Test
    void price_of_steady_traffic_is_near_the_exact_dual_price() {
        SplittableRandom random = new SplittableRandom(12);
        SlotPrice price = new SlotPrice();
        double[] gains = new double[20_000];
        for (int i = 0; i < gains.length; i++) {
            gains[i] = Math.exp(3 * random.nextDouble(-1, 1)) - 1;
            price.count(i * DAY / 5_000, gains[i]);
        }
        for (double perDay : new double[] {20, 200, 1_000, 2_000}) {
            double exact = ReviewCapacity.slotPrice(gains, 4, perDay);
            assertThat(price.price(4 * DAY, perDay)).isCloseTo(exact, within(0.1 * exact));
        }
    }

    @Test
    void price_one_stray_time_far_ahead_moves_nothing() {
        for (boolean first : new boolean[] {true, false}) {
            SlotPrice with = new SlotPrice();
            SlotPrice without = new SlotPrice();
            without.count(0, 5);
            with.count(first ? 1000 * DAY : 0, 5);
            for (int i = 1; i < 4_000; i++) {
                if (i == 2_000 && !first) {
                    with.count(1000 * DAY, 5);
                }
                with.count(i * DAY / 2_000, i % 10);
                without.count(i * DAY / 2_000, i % 10);
            }
            double usual = without.price(2 * DAY, CAPACITY);
            assertThat(usual).isPositive();
            assertThat(with.price(2 * DAY, CAPACITY)).isCloseTo(usual, within(0.01 * usual));
        }
    }

    @Test
    void price_late_transactions_count_by_their_own_age() {
        SlotPrice late = new SlotPrice();
        SlotPrice inTime = new SlotPrice();
        for (int i = 0; i < 4_000; i++) {
            long time = i * DAY / 2_000;
            inTime.count(time, 1 + i % 7);
            late.count(i % 3 == 0 ? time : Math.max(0, time - HOUR), 1 + i % 7);
        }
        double usual = inTime.price(2 * DAY, CAPACITY);
        assertThat(late.price(2 * DAY, CAPACITY)).isCloseTo(usual, within(0.1 * usual));
    }

    @Test
    void state_read_back_goes_on_bit_for_bit() {
        Stream one = new Stream();
        Stream other = new Stream();
        one.day(2_000, true);
        other.day(2_000, true);
        other.price = new SlotPrice(other.price.toBytes());
        one.day(2_000, true);
        other.day(2_000, true);
        assertThat(other.price.toBytes()).isEqualTo(one.price.toBytes());
        assertThat(other.price.price(other.time, CAPACITY)).isEqualTo(one.price.price(one.time, CAPACITY));
        assertThat(one.price.toBytes().length).isLessThan(1_000);
        assertThat(new SlotPrice(new SlotPrice().toBytes()).price(0, 1)).isZero();
    }

    @Test
    void state_of_another_format_or_length_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SlotPrice(new byte[] {9}))
                .withMessage("slot price state has 1 bytes, format 9; allowed: format 1");
        byte[] state = new SlotPrice().toBytes();
        byte[] longer = java.util.Arrays.copyOf(state, state.length + 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SlotPrice(longer))
                .withMessageContaining("in 3 bytes");
    }
}
