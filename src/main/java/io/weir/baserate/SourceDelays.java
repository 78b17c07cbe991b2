package io.weir.baserate;

/**
 * How late one source of labels reports.
 *
 * @param share of all reported frauds that come from this source, above 0, at most 1
 * @param delays of its reports
 */
public record SourceDelays(double share, DelayCurve delays) {

    /** @throws IllegalArgumentException naming the setting, the value and what is allowed */
    public SourceDelays {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share of the source is " + share + "; allowed: above 0, at most 1");
        }
    }
}
