package io.weir.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.feature.ExactPast.Numbers;
import io.weir.feature.ExactPast.Payment;
import io.weir.feature.ExactPast.Summary;
import io.weir.feature.FeatureSpec.Kind;
import io.weir.feature.Measure.Moment;
import io.weir.transaction.IdHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** An entity with far more payments than a log keeps, against {@link ExactPast}. */
class HotEntityTest {

    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;
    private static final long START = 1_522_540_800_000L;
    private static final long REACH = 38 * DAY;
    private static final List<Long> WINDOWS = List.of(HOUR, DAY, 7 * DAY, 30 * DAY);

    private final List<Measure> windows = new ArrayList<>();
    private final BucketWidths widths;
    private final List<Double> relativeErrors = new ArrayList<>();

    HotEntityTest() {
        for (long delay : List.of(0L, 7 * DAY)) {
            WINDOWS.forEach(window -> windows.add(measure(Kind.COUNT, Measure.AMOUNT, window, delay)));
        }
        widths = BucketWidths.of(windows, REACH);
    }

    private static Measure measure(Kind kind, int column, long window, long delay) {
        return new Measure(0, kind, column, -1, window, delay, false);
    }

    /** Busy days, quiet nights, now and then hundreds of large payments from few devices within minutes. */
    private static List<Payment> payments(SplittableRandom random, int count, long lateness) {
        List<Payment> payments = new ArrayList<>();
        List<Long> arrivals = new ArrayList<>();
        while (payments.size() < count) {
            long time = START + random.nextLong(40 * DAY);
            boolean quiet = Math.floorMod(time, DAY) < 7 * HOUR && random.nextInt(20) > 0;
            boolean burst = random.nextInt(2_000) == 0;
            int many = burst ? 100 + random.nextInt(700) : quiet ? 0 : 1;
            for (int i = 0; i < many; i++) {
                long at = burst ? time + random.nextLong(4 * 60_000) : time;
                arrivals.add(random.nextInt(10) > 0 ? at : at + random.nextLong(lateness));
                payments.add(payment(random, at, payments.size(), burst));
            }
        }
        List<Payment> inOrder = new ArrayList<>(payments);
        inOrder.sort(Comparator.comparingLong(p -> arrivals.get(p.order())));
        for (int i = 0; i < inOrder.size(); i++) {
            Payment p = inOrder.get(i);
            inOrder.set(i, new Payment(p.time(), i, p.amount(), p.number(), p.device()));
        }
        return inOrder;
    }

    /** The numbers lie far from zero and close together, where naive sums of squares lose the deviation. */
    private static Payment payment(SplittableRandom random, long time, int order, boolean burst) {
        long amount = 1 + random.nextLong(burst ? 100_000 : 6_000);
        float number = random.nextInt(10) == 0 ? Float.NaN : 10_000 + random.nextInt(300) / 10f;
        int device = random.nextInt(20) == 0 ? -1 : random.nextInt(burst ? 9 : 4_000);
        return new Payment(time, order, amount, number, device);
    }

    private byte[] next(EntityLog log, Payment p) {
        int key = p.device() < 0 ? 0 : (int) IdHash.of("device" + p.device());
        long cut = log.newest(p.time()) - REACH;
        return new LogUpdate(log)
                .withPayment(
                        p.time(),
                        IdHash.mix(p.order()),
                        p.amount(),
                        new float[] {p.number()},
                        new int[] {key},
                        cut,
                        widths);
    }

    @Test
    void windows_of_a_hot_entity_lie_between_those_a_little_shorter_and_a_little_longer() {
        assertThat(widths.error()).isEqualTo(1 / 16.0);
        follow(payments(new SplittableRandom(41), 200_000, 1), 2_503);
    }

    @Test
    void windows_of_a_hot_entity_with_payments_up_to_a_day_late_do_as_well() {
        follow(payments(new SplittableRandom(42), 60_000, DAY), 997);
    }

    private void follow(List<Payment> payments, int every) {
        ExactPast exact = new ExactPast(payments);
        EntityLog log = EntityLog.of(null, 1, 1);
        for (Payment p : payments) {
            if (p.order() % every == 0) {
                windows.forEach(new Probe(log, exact, p)::check);
            }
            log = EntityLog.of(next(log, p), 1, 1);
            assertThat(log.buckets().count()).isLessThanOrEqualTo(widths.most());
        }
        assertThat(log.payments()).isEqualTo(EntityLog.MAX_PAYMENTS);
        // What nine in ten are off by: healthy 0.008, with whole buckets at the ends of windows 0.04
        relativeErrors.sort(null);
        assertThat(relativeErrors.get(relativeErrors.size() * 9 / 10)).isLessThan(0.02);
    }

    /** All kinds at one transaction. */
    private final class Probe {

        private final EntityLog log;
        private final ExactPast exact;
        private final Payment now;
        private final long late;

        private Probe(EntityLog log, ExactPast exact, Payment now) {
            this.log = log;
            this.exact = exact;
            this.now = now;
            late = log.newest(now.time()) - now.time();
        }

        private double value(Kind kind, int column, Measure m) {
            Moment moment = new Moment(
                    now.time(), log.next(), 0, 1.0, new float[1], new int[1], new int[0], new PastWindows(log));
            return measure(kind, column, m.window(), m.delay()).of(log, moment);
        }

        private void check(Measure m) {
            long end = now.time() - m.delay();
            long start = end - m.window();
            long off = (long) (widths.error() * (Math.max(m.window(), m.delay() / 8) + 4 * late));
            Summary less = exact.summary(start + off, end - off, now.order());
            Summary right = exact.summary(start, end, now.order());
            Summary more = exact.summary(start - off, end + off, now.order());
            between(value(Kind.COUNT, 0, m), less.count(), right.count(), more.count(), m);
            double devices = value(Kind.DISTINCT, 0, m);
            // three standard errors
            assertThat(devices).as("devices %s", m).isBetween(less.devices() * 0.73, more.devices() * 1.27);
            checkLast(m, right, more, off);
            check(m, Measure.AMOUNT, less.amounts(), right.amounts(), more.amounts());
            check(m, 0, less.numbers(), right.numbers(), more.numbers());
        }

        private void checkLast(Measure m, Summary right, Summary more, long off) {
            double last = now.time() - 1000 * value(Kind.SINCE_LAST, 0, m);
            if (right.count() > 0) {
                assertThat(Math.abs(last - right.last())).as("last %s", m).isLessThanOrEqualTo(off + 1.0);
            } else if (more.count() == 0) {
                assertThat(last).as("last %s", m).isNaN();
            }
        }

        private void check(Measure m, int column, Numbers less, Numbers right, Numbers more) {
            between(value(Kind.SUM, column, m), less.sum(), right.sum(), more.sum(), m);
            double mean = value(Kind.MEAN, column, m);
            double max = value(Kind.MAX, column, m);
            if (right.count() > 0) {
                assertThat(max).as("max %s", m).isBetween(right.max(), more.max());
                relativeErrors.add(Math.abs(mean / right.mean() - 1));
            }
            if (less.count() > 1) {
                assertThat(mean).as("mean %s", m).isBetween(less.sum() / more.count(), more.sum() / less.count());
                double deviation = value(Kind.DEVIATION, column, m);
                relativeErrors.add(Math.abs(deviation / right.deviation() - 1));
            }
        }

        private void between(double value, double less, double right, double more, Measure m) {
            assertThat(value).as("%s", m).isBetween(less * (1 - 1e-9), more * (1 + 1e-9));
            if (right > 0) {
                relativeErrors.add(Math.abs(value / right - 1));
            }
        }
    }
}
