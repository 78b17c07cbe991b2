package io.weir.cli;

import io.weir.training.BoostedTreesTrainer.Parameters;
import io.weir.training.BoostedTreesTrainer.StopBy;
import picocli.CommandLine.Option;

/** How stage two is trained. */
final class ModelOptions {

    @Option(
            names = "--undersampling",
            order = 20,
            paramLabel = "SHARE",
            description = "Share of the legitimate training rows that is kept; corrected by formula.")
    private double undersampling = 1;

    @Option(
            names = "--fraud-weight",
            order = 21,
            paramLabel = "W",
            description = "Weight of a fraud row in training; corrected by formula.")
    private double fraudWeight = 1;

    @Option(names = "--seed", order = 23, paramLabel = "N", description = "Seed of everything drawn in training.")
    private long seed = 1;

    /** @param stopBy what the later slice is watched for, where there is one */
    Parameters parameters(StopBy stopBy) {
        try {
            return Parameters.standard(seed).with(undersampling, fraudWeight, stopBy);
        } catch (IllegalArgumentException e) {
            throw new UserException(String.valueOf(e.getMessage()), e);
        }
    }
}
