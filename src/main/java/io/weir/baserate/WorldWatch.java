package io.weir.baserate;

/**
 * The state machine behind {@link World}: one bad day is watched, two windows of a failed test in a row freeze, two quiet days
 * release with care, three more are normal.
 *
 * <pre>
 *   NORMAL ──doubt──▶ WATCH ──failed again──▶ FROZEN ──2 days without a failed test──▶ RECOVERED ──3 days without doubt──▶ NORMAL
 *      ▲                │                        ▲                                       │
 *      └──1 quiet day───┘                        └──────────────failed───────────────────┘
 * </pre>
 */
final class WorldWatch {

    private static final int QUIET_DAYS = 1;
    private static final int THAW_DAYS = 2;
    private static final int TRUST_DAYS = 3;
    private static final int FAILURES = 2;

    private World state = World.NORMAL;
    private int failures;
    private int quiet;

    World state() {
        return state;
    }

    /** A window has closed; the state from now on. */
    World next(boolean changed, boolean doubtful, int windowsPerDay) {
        failures = changed ? failures + 1 : 0;
        boolean calm = state == World.FROZEN ? !changed : !doubtful;
        quiet = calm ? quiet + 1 : 0;
        World before = state;
        state = switch (state) {
            case NORMAL -> doubtful ? World.WATCH : World.NORMAL;
            case WATCH ->
                failures >= FAILURES ? World.FROZEN : quiet >= QUIET_DAYS * windowsPerDay ? World.NORMAL : World.WATCH;
            case FROZEN -> quiet >= THAW_DAYS * windowsPerDay ? World.RECOVERED : World.FROZEN;
            case RECOVERED ->
                changed ? World.FROZEN : quiet >= TRUST_DAYS * windowsPerDay ? World.NORMAL : World.RECOVERED;
        };
        if (state != before) {
            quiet = 0;
        }
        return state;
    }

    /** Another champion looks at another world. */
    void reset() {
        state = World.NORMAL;
        failures = 0;
        quiet = 0;
    }

    void write(PackedBytes.Out out) {
        out.put(state.name()).put(failures).put(quiet);
    }

    void read(PackedBytes.In in) {
        state = World.valueOf(in.text());
        failures = in.count();
        quiet = in.count();
    }
}
