package io.weir.feature;

/**
 * What is known of a transaction at its event time: every value that the catalogue computes from the transaction and its
 * entities' past, in the catalogue's own order; NaN is missing.
 *
 * @param values as the last {@link EntityProfile#observe} returned them
 */
public record Evidence(double[] values) {}
