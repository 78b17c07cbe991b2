package io.weir.feature;

import java.util.Arrays;

/** The next state of a log: with a payment, with a report; past its bounds with the oldest folded. */
final class LogUpdate {

    private final EntityLog log;
    private final byte[] bytes;
    private final int stride;

    LogUpdate(EntityLog log) {
        this.log = log;
        bytes = log.bytes();
        stride = log.shape().payment();
    }

    /**
     * State with a payment in its place, without what is not later than {@code cut}.
     *
     * @param numbers one for each column; NaN is missing
     * @param keys hashes, one for each column; 0 is missing
     * @param widths of the buckets that the oldest payments are folded into
     */
    byte[] withPayment(long time, long id, long amount, float[] numbers, int[] keys, long cut, BucketWidths widths) {
        int from = log.firstAfter(cut);
        int place = log.firstAfter(time);
        while (place > 0 && log.time(place - 1) == time && log.id(place - 1) > id) {
            place--;
        }
        place = Math.max(place, from);
        int stale = 0;
        for (int r = 0; r < log.reports(); r++) {
            stale += log.judgedTime(r) > cut ? 0 : 1;
        }
        byte[] next = new byte[bytes.length + (1 - from) * stride - stale * LogShape.REPORT];
        int out = copy(log.at(from), (place - from) * stride, next, LogShape.HEADER);
        LittleEndian.putLong(next, out, time);
        LittleEndian.putLong(next, out + 8, id);
        LittleEndian.putLong(next, out + 16, amount);
        LittleEndian.putInt(next, out + 24, log.next());
        out = columns(next, out + LogShape.PAYMENT, numbers, keys);
        out = copy(log.at(place), (log.payments() - place) * stride, next, out);
        for (int r = 0; r < log.reports(); r++) {
            if (log.judgedTime(r) > cut) {
                out = copy(log.atReport(r), LogShape.REPORT, next, out);
            }
        }
        Buckets buckets = log.buckets();
        copy(buckets.offset(), bytes.length - buckets.offset(), next, out);
        int payments = log.payments() - from + 1;
        finish(next, payments);
        boolean folds = payments > EntityLog.MAX_PAYMENTS || buckets.count() > 0;
        return folds ? folded(new EntityLog(next, log.shape()), cut, widths) : next;
    }

    private static int columns(byte[] to, int at, float[] numbers, int[] keys) {
        int out = at;
        for (float number : numbers) {
            LittleEndian.putFloat(to, out, number);
            out += 4;
        }
        for (int key : keys) {
            LittleEndian.putInt(to, out, key);
            out += 4;
        }
        return out;
    }

    /** State with the oldest payments past the bound in buckets. */
    private static byte[] folded(EntityLog log, long cut, BucketWidths widths) {
        int excess = Math.max(0, log.payments() - EntityLog.MAX_PAYMENTS);
        BucketFold fold = new BucketFold(log.buckets(), excess);
        for (int payment = 0; payment < excess; payment++) {
            fold.add(log, payment);
        }
        fold.merge(log.newest(Long.MIN_VALUE), cut, widths);
        Buckets buckets = fold.buckets();
        int length = buckets.at(buckets.count());
        int kept = log.buckets().offset() - log.at(excess);
        byte[] next = new byte[LogShape.HEADER + kept + length];
        System.arraycopy(log.bytes(), 0, next, 0, LogShape.HEADER);
        System.arraycopy(log.bytes(), log.at(excess), next, LogShape.HEADER, kept);
        System.arraycopy(buckets.bytes(), 0, next, LogShape.HEADER + kept, length);
        LittleEndian.putInt(next, 7, log.payments() - excess);
        LittleEndian.putInt(next, 11, buckets.count());
        return next;
    }

    /** State with a report after the others. */
    byte[] withReport(byte kind, long known, long id, long judgedTime) {
        int at = log.buckets().offset();
        byte[] grown = new byte[bytes.length + LogShape.REPORT];
        copy(LogShape.HEADER, at - LogShape.HEADER, grown, LogShape.HEADER);
        grown[at] = kind;
        LittleEndian.putInt(grown, at + 1, log.next());
        LittleEndian.putLong(grown, at + 5, known);
        LittleEndian.putLong(grown, at + 13, id);
        LittleEndian.putLong(grown, at + 21, judgedTime);
        copy(at, bytes.length - at, grown, at + LogShape.REPORT);
        finish(grown, log.payments());
        return log.reports() < EntityLog.MAX_REPORTS ? grown : reportFolded(new EntityLog(grown, log.shape()));
    }

    /** State without the reports of the oldest payment that has any; a fraud that holds becomes a count in its bucket. */
    private static byte[] reportFolded(EntityLog log) {
        int oldest = 0;
        for (int r = 1; r < log.reports(); r++) {
            oldest = log.judgedTime(r) < log.judgedTime(oldest) ? r : oldest;
        }
        long id = log.reportedId(oldest);
        int last = oldest;
        byte[] next = log.bytes().clone();
        int out = log.atReport(0);
        for (int r = 0; r < log.reports(); r++) {
            if (log.reportedId(r) != id) {
                System.arraycopy(log.bytes(), log.atReport(r), next, out, LogShape.REPORT);
                out += LogShape.REPORT;
            } else if (log.known(r) >= log.known(last)) {
                last = r;
            }
        }
        Buckets buckets = log.buckets();
        System.arraycopy(log.bytes(), buckets.offset(), next, out, next.length - buckets.offset());
        next = Arrays.copyOf(next, next.length - buckets.offset() + out);
        int bucket = buckets.firstEndingAfter(log.judgedTime(oldest) - 1);
        if (log.isFraud(last) && bucket < buckets.count() && buckets.first(bucket) <= log.judgedTime(oldest)) {
            int at = out + buckets.at(bucket) - buckets.offset() + Buckets.FRAUDS;
            LittleEndian.putInt(next, at, buckets.frauds(bucket) + 1);
        }
        return next;
    }

    private void finish(byte[] next, int payments) {
        System.arraycopy(bytes, 0, next, 0, LogShape.HEADER);
        LittleEndian.putInt(next, 3, log.next() + 1);
        LittleEndian.putInt(next, 7, payments);
    }

    private int copy(int from, int length, byte[] to, int at) {
        System.arraycopy(bytes, from, to, at, length);
        return at + length;
    }
}
