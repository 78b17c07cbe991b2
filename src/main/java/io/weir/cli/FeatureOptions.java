package io.weir.cli;

import io.weir.catalogue.Catalogues;
import io.weir.feature.FeatureCatalogue;
import picocli.CommandLine.Option;

/** Which features. */
final class FeatureOptions {

    @Option(
            names = "--features",
            order = 3,
            paramLabel = "CATALOGUE",
            description = "Feature catalogue: standard, handbook or a YAML file (docs/features.md).")
    private String features = "standard";

    /** The catalogue as it was named. */
    String name() {
        return features;
    }

    FeatureCatalogue catalogue() {
        return catalogue(features);
    }

    static FeatureCatalogue catalogue(String nameOrPath) {
        try {
            return FeatureCatalogue.of(Catalogues.load(nameOrPath));
        } catch (IllegalArgumentException e) {
            throw new UserException(String.valueOf(e.getMessage()), e);
        }
    }
}
