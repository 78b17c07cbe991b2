package io.weir.training;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.decision.ModelBundle;
import io.weir.testing.Fuzz;
import io.weir.testing.Mutation;
import io.weir.testing.TextMutation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Any bytes are a bundle that can score a row, or an error that begins with the bundle and names the entry. */
class BundleFuzzTest {

    /** The good bundle takes less than one; what a lying size could claim is far more. */
    private static final long MOST_BYTES = 24 << 20;

    private static final Map<String, byte[]> ENTRIES = StoredZip.read(BundleFileTest.CONTENT);

    @Test
    void files_with_mutated_bytes_are_read_or_refused() {
        run(10_000, random -> Mutation.of(List.of(BundleFileTest.CONTENT), random))
                .reaches(3, 10);
    }

    @Test
    void manifests_mutated_are_read_or_refused() {
        run(5_000, random -> with(Manifest.NAME, text(Manifest.NAME, random))).reaches(100, 50);
    }

    @Test
    void texts_with_true_digests_mutated_are_read_or_refused() {
        List<String> names = List.of("catalogue.yaml", "encodings.json", "reference.json");
        run(2_000, random -> {
                    String name = names.get(random.nextInt(names.size()));
                    return with(name, text(name, random));
                })
                .reaches(40, 40);
    }

    @Test
    void models_with_true_digests_mutated_are_read_or_refused() {
        List<String> names = List.of("forest.bin", "cheap.bin", "trees.bin");
        run(5_000, random -> {
                    String name = names.get(random.nextInt(names.size()));
                    return with(name, Mutation.of(List.of(entry(name)), random));
                })
                .reaches(50, 20);
    }

    private static Fuzz run(int inputs, Function<SplittableRandom, byte[]> maker) {
        return Fuzz.run(inputs, maker, BundleFuzzTest::score, BundleFuzzTest::documented, MOST_BYTES);
    }

    /** Reads a bundle and does with it what a decision does. */
    private static void score(byte[] content) {
        ModelBundle bundle = BundleFile.read(content).bundle();
        double[] row = new double[bundle.catalogue().names().size()];
        Arrays.fill(row, Double.NaN);
        row[0] = 57.16;
        bundle.cheap().rank(bundle.cheap().logit(row));
        double forest = bundle.forest().score(row);
        bundle.forest().rank(forest);
        bundle.forest().contributions(row);
        double[] stageTwo = Arrays.copyOf(row, row.length + 1);
        stageTwo[row.length] = forest;
        bundle.passedCalibrator().probability(bundle.ensemble().margin(stageTwo));
        bundle.ensemble().contributions(stageTwo);
    }

    private static boolean documented(Throwable e) {
        return e instanceof IllegalArgumentException
                && String.valueOf(e.getMessage()).startsWith("bundle");
    }

    private static byte[] entry(String name) {
        return Objects.requireNonNull(ENTRIES.get(name));
    }

    private static byte[] text(String name, SplittableRandom random) {
        return TextMutation.of(List.of(new String(entry(name), UTF_8)), random);
    }

    /** The bundle with another content of this entry, whose digest the manifest has as it must be. */
    private static byte[] with(String name, byte[] content) {
        Map<String, byte[]> entries = new LinkedHashMap<>(ENTRIES);
        entries.put(name, content);
        String manifest = new String(entry(Manifest.NAME), ISO_8859_1);
        if (!name.equals(Manifest.NAME)) {
            String digested = manifest.replace(Manifest.sha256(entry(name)), Manifest.sha256(content));
            entries.put(Manifest.NAME, digested.getBytes(ISO_8859_1));
        }
        return StoredZip.write(entries);
    }
}
