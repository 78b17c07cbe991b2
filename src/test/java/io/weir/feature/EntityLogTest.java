package io.weir.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.feature.FeatureSpec.Kind;
import io.weir.transaction.IdHash;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class EntityLogTest {

    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;
    private static final long START = 1_522_540_800_000L;
    private static final long REACH = 38 * DAY;
    private static final BucketWidths WIDTHS = BucketWidths.of(
            List.of(window(HOUR, 0), window(DAY, 0), window(7 * DAY, 0), window(30 * DAY, 7 * DAY)), REACH);

    private static Measure window(long window, long delay) {
        return new Measure(0, Kind.COUNT, Measure.AMOUNT, -1, window, delay, false);
    }

    private static EntityLog with(EntityLog log, long time, long id, long amount, SplittableRandom random) {
        float[] numbers = {random.nextInt(1000) / 8f, random.nextInt(3) == 0 ? Float.NaN : random.nextInt(9)};
        int[] keys = {(int) IdHash.mix(random.nextInt(5_000)), random.nextInt(3)};
        byte[] next = new LogUpdate(log).withPayment(time, id, amount, numbers, keys, log.newest(time) - REACH, WIDTHS);
        return EntityLog.of(next, 2, 2);
    }

    private static EntityLog with(EntityLog log, long time, SplittableRandom random) {
        return with(log, time, random.nextLong(), 1 + random.nextLong(100_000), random);
    }

    private static EntityLog judged(EntityLog log, byte kind, long known, long id, long time) {
        return EntityLog.of(new LogUpdate(log).withReport(kind, known, id, time), 2, 2);
    }

    /** A payment a minute for as long as history reaches, a report of one in thirty; then as many as fit in one second. */
    private static EntityLog hot(SplittableRandom random) {
        EntityLog log = EntityLog.of(null, 2, 2);
        long time = START;
        for (int i = 0; time < START + REACH; i++) {
            time = START + i * 60_000L - random.nextLong(90_000);
            log = with(log, time, random);
            if (i % 30 == 0) {
                byte kind = i % 7 == 0 ? EntityLog.CLEARED : EntityLog.FRAUD;
                log = judged(log, kind, time + HOUR, IdHash.mix(i), time);
            }
        }
        for (int i = 0; i < EntityLog.MAX_PAYMENTS; i++) {
            log = with(log, time + i, random);
        }
        return log;
    }

    @Test
    void state_of_a_hot_entity_stays_within_its_bound_and_keeps_its_layout() {
        EntityLog log = hot(new SplittableRandom(17));
        assertThat(log.payments()).isEqualTo(EntityLog.MAX_PAYMENTS);
        assertThat(log.reports()).isEqualTo(EntityLog.MAX_REPORTS);
        assertThat(log.buckets().count()).isBetween(WIDTHS.most() / 2, WIDTHS.most());
        assertThat(log.bytes().length).isLessThanOrEqualTo(73_743 + 2 * 11_776 + 2 * 24_576);
        LogShape shape = new LogShape(2, 2);
        assertThat(shape.length(EntityLog.MAX_PAYMENTS, EntityLog.MAX_REPORTS, BucketWidths.MAX_BUCKETS))
                .as("the bound that the documentation states")
                .isEqualTo(73_743 + 2 * 11_776 + 2 * 24_576);
        CRC32 crc = new CRC32();
        crc.update(log.bytes());
        // Another value is another layout: then the version has to change as well
        assertThat(Long.toHexString(crc.getValue())).isEqualTo("3e97fa39");
    }

    @Test
    void folding_loses_no_payment_no_amount_and_no_fraud() {
        SplittableRandom random = new SplittableRandom(23);
        EntityLog log = EntityLog.of(null, 2, 2);
        long amounts = 0;
        int frauds = 0;
        for (int i = 0; i < 9_000; i++) {
            // in no order at all
            long time = START + random.nextLong(20 * DAY);
            long amount = random.nextLong(100_000);
            amounts += amount;
            log = with(log, time, i, amount, random);
            if (i % 4 == 0) {
                log = judged(log, EntityLog.FRAUD, time + HOUR, i, time);
                frauds++;
            }
            // a report that is folded holds for good
            if (i % 12 == 0 && time > START + 18 * DAY) {
                frauds--;
                log = judged(log, EntityLog.CLEARED, time + DAY, i, time);
            }
        }
        BucketWindow all = log.buckets().window(START - 1, START + 20 * DAY);
        for (int i = 0; i < log.payments(); i++) {
            amounts -= log.amount(i);
        }
        assertThat(all.payments(log.payments())).isEqualTo(9_000);
        assertThat(all.sum(Measure.AMOUNT, 0)).isEqualTo((double) amounts);
        int held = Verdicts.frauds(log, START + 30 * DAY, log.next()).length;
        assertThat(log.reports()).isLessThanOrEqualTo(EntityLog.MAX_REPORTS);
        assertThat(all.frauds(held)).isEqualTo(frauds);
    }

    @Test
    void bytes_that_are_no_log_stop_loudly_and_say_what_is_wrong() {
        byte[] whole = hot(new SplittableRandom(17)).bytes();
        int buckets = EntityLog.of(whole, 2, 2).buckets().offset();
        assertBroken(whole, b -> b[0] = 1, "version 1; known: version 2");
        assertBroken(whole, b -> b[1] = 3, "has 3 numbers and 2 keys a payment; the catalogue calls for 2 and 2");
        assertBroken(whole, b -> LittleEndian.putInt(b, 7, -1), "holds -1 payments of 44 bytes and");
        assertBroken(whole, b -> LittleEndian.putInt(b, 7, Integer.MAX_VALUE), "holds 2147483647 payments");
        assertBroken(whole, b -> LittleEndian.putInt(b, 11, -1), "and -1 buckets of 224");
        assertBroken(whole, b -> LittleEndian.putInt(b, 11, 1 << 30), "and 1073741824 buckets");
        assertBroken(whole, b -> LittleEndian.putInt(b, buckets + Buckets.PAYMENTS, 0), "empty or out of order");
        assertBroken(whole, b -> LittleEndian.putLong(b, buckets, Long.MAX_VALUE), "empty or out of order");
        assertThatThrownBy(() -> EntityLog.of(java.util.Arrays.copyOf(whole, whole.length - 1), 2, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("what is left has to be whole reports of 29");
        assertThatThrownBy(() -> EntityLog.of(new byte[] {2, 0, 0}, 0, 0)).hasMessageContaining("3 bytes");
    }

    private static void assertBroken(byte[] whole, Consumer<byte[]> damage, String message) {
        byte[] broken = whole.clone();
        damage.accept(broken);
        assertThatThrownBy(() -> EntityLog.of(broken, 2, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(message);
    }
}
