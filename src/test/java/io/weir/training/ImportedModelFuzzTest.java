package io.weir.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.model.TreeEnsemble;
import io.weir.testing.Fuzz;
import io.weir.testing.Mutation;
import io.weir.testing.TextMutation;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Any bytes are another program's model that can score a row, or an error that begins with the kind of file. */
class ImportedModelFuzzTest {

    private static final long MOST_BYTES = 24 << 20;

    @Test
    void lightgbm_texts_mutated_are_read_or_refused() {
        run(5_000, random -> TextMutation.of(List.of(LightGbmModelReaderTest.MODEL), random))
                .reaches(100, 40);
    }

    @Test
    void xgboost_jsons_mutated_are_read_or_refused() {
        run(5_000, random -> TextMutation.of(List.of(XGBoostModelReaderTest.MODEL), random))
                .reaches(100, 40);
    }

    @Test
    void files_with_mutated_bytes_are_read_or_refused() throws Exception {
        List<byte[]> files = List.of(
                ImportedModelTest.train(2, Map.of("max_depth", 3)).toByteArray("ubj"),
                XGBoostModelReaderTest.MODEL.getBytes(UTF_8),
                LightGbmModelReaderTest.MODEL.getBytes(UTF_8));
        run(10_000, random -> Mutation.of(List.of(files.get(random.nextInt(files.size()))), random))
                .reaches(100, 60);
    }

    private static Fuzz run(int inputs, Function<SplittableRandom, byte[]> maker) {
        return Fuzz.run(inputs, maker, ImportedModelFuzzTest::score, ImportedModelFuzzTest::documented, MOST_BYTES);
    }

    private static void score(byte[] content) {
        TreeEnsemble ensemble = ImportedModel.read(content).ensemble();
        ensemble.margin(new double[ensemble.featureCount()]);
    }

    private static boolean documented(Throwable e) {
        return e instanceof IllegalArgumentException
                && String.valueOf(e.getMessage()).matches("(?s)(XGBoost model|LightGBM model|model file)\\b.*");
    }
}
