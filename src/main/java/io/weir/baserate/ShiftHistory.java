package io.weir.baserate;

import java.util.ArrayDeque;

/** The shifts of the last windows, newest last: where to go back to when the world turns out to have changed some days ago. */
final class ShiftHistory {

    private final ArrayDeque<Double> shifts = new ArrayDeque<>();
    private final int length;

    /** @param length windows remembered */
    ShiftHistory(int length) {
        this.length = length;
    }

    void add(double shift) {
        shifts.addLast(shift);
        if (shifts.size() > length) {
            shifts.removeFirst();
        }
    }

    /** Moves the newest without making a step; the one before it, which may be needed again, stays. */
    void replaceNewest(double shift) {
        if (shifts.size() > 1) {
            shifts.removeLast();
        }
        shifts.addLast(shift);
    }

    boolean isEmpty() {
        return shifts.isEmpty();
    }

    double newest() {
        return shifts.isEmpty() ? 0 : shifts.getLast();
    }

    /** The last one that was certified: deployed before the days in which a change may have gone unnoticed. */
    double certified() {
        return shifts.isEmpty() ? 0 : shifts.getFirst();
    }

    /** All become this one. */
    void reset(double shift) {
        shifts.clear();
        shifts.add(shift);
    }

    void write(PackedBytes.Out out) {
        out.put(shifts.size());
        shifts.forEach(out::put);
    }

    void read(PackedBytes.In in) {
        for (int i = in.count(); i > 0; i--) {
            shifts.add(in.real());
        }
    }
}
