package io.weir.feature;

/**
 * What is known of a transaction's entities at its event time, as {@link EntityProfile#observe} returned it.
 *
 * @param account values of {@link FeatureCatalogue#account()}
 * @param merchant values of {@link FeatureCatalogue#merchant()}
 */
public record Evidence(double[] account, double[] merchant) {}
