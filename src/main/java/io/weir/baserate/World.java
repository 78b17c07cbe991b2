package io.weir.baserate;

/** Whether the world still is the one that the model was calibrated on, but for the share of fraud. */
public enum World {
    /** Nothing speaks against it: the shift follows the estimate. */
    NORMAL,
    /** Something may have changed: the shift follows at half its speed, and what it moves is taken back should it freeze. */
    WATCH,
    /** It has changed: decisions use the last certified shift and a wider review band. */
    FROZEN,
    /** It looks the same again: the shift follows at half its speed, the band is still wider. */
    RECOVERED
}
