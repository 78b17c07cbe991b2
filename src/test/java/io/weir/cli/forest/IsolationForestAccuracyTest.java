package io.weir.cli.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The forest against published results, as {@code weir bench forest} measures it. One seed's AUC has a standard deviation of
 * 0.3 to 1.6 points, so small sets take ten seeds, large ones three. Guards the height limit, c(n), the retry of constant
 * features and the sampling; runs when the data sets lie beside the project.
 */
class IsolationForestAccuracyTest {

    private static final Path SETS = Path.of("..", "shared", "data", "adbench");
    private static final long LARGE = 400_000;

    static List<String> sets() throws IOException {
        return Files.isDirectory(SETS) ? new ForestBench(SETS).sets() : List.of("none");
    }

    @ParameterizedTest
    @MethodSource("sets")
    void meanAuc_overSeeds_isThePublishedOne(String set) throws IOException {
        assumeTrue(Files.isDirectory(SETS), "the data sets are not beside the project");
        int seeds = Files.size(SETS.resolve(set + ".csv.gz")) < LARGE ? 10 : 3;
        ForestBench.Result result = new ForestBench(SETS).measure(set, seeds, 1);
        assertThat(result.auc()).isCloseTo(result.published(), within(result.tolerance()));
        assertThat(result.accurate()).isTrue();
    }
}
