package io.weir.decision;

/**
 * One feature that moved a score.
 *
 * @param feature name in the catalogue
 * @param value its value for this transaction
 * @param contribution log-odds that it added to the score (Saabas path attribution)
 */
public record Reason(String feature, double value, double contribution) {}
