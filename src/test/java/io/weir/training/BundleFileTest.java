package io.weir.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.baserate.DelayCurve;
import io.weir.baserate.SourceDelays;
import io.weir.baserate.WorldReference;
import io.weir.decision.Condition;
import io.weir.decision.FilterCertificate;
import io.weir.decision.FilterCertificate.Bound;
import io.weir.decision.FilterCertificate.Criterion;
import io.weir.decision.FilterCertificate.Money;
import io.weir.decision.ModelBundle;
import io.weir.decision.ModelBundle.FilterCut;
import io.weir.decision.Policy;
import io.weir.decision.Rules;
import io.weir.decision.Rules.Rule;
import io.weir.feature.Encodings;
import io.weir.feature.FeatureCatalogue;
import io.weir.model.BetaCalibrator;
import io.weir.model.Calibrator;
import io.weir.model.IsolationForest;
import io.weir.model.IsotonicCalibrator;
import io.weir.model.IsotonicCalibrator.Knot;
import io.weir.model.LogisticModel;
import io.weir.model.PlattCalibrator;
import io.weir.model.TreeEnsemble;
import io.weir.testing.Handbook;
import io.weir.transaction.IdHash;
import io.weir.transaction.Label;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFileTest {

    private static final double[][] ROWS = rows();
    private static final FilterCertificate CERTIFICATE = new FilterCertificate(
            Criterion.RECOVERABLE,
            0.05,
            0.95,
            new Bound(208, 5, 0.0498),
            new Bound(308, 105, 0.39),
            new Money(20_800.5, 500.25, 0.12),
            0.21,
            null);
    private static final BundleFile FILE = file();

    private static Policy policy() {
        Policy standard = Policy.standard("EUR");
        return new Policy(
                "default",
                0,
                "EUR",
                standard.costs(),
                new Policy.Review(4, 0.9, 0.02, 0.5, 200),
                new Policy.Routing("review", "declined", "novel", 0.0005),
                new Rules(
                        Map.of("stolen", List.of("account-1", "account-2")),
                        List.of(
                                new Rule(
                                        "stolen",
                                        List.of(Condition.listed("account", "stolen")),
                                        Rules.Then.DECLINE,
                                        "hot"),
                                new Rule(
                                        "busy",
                                        List.of(
                                                Condition.compared("account_count_1d", Condition.Test.AT_LEAST, 20),
                                                Condition.missing("numeric.km", true)),
                                        Rules.Then.PASS,
                                        null))));
    }

    private static double[][] rows() {
        int features = Handbook.catalogue().names().size();
        double[][] rows = new double[200][features];
        for (int i = 0; i < rows.length; i++) {
            for (int f = 0; f < features; f++) {
                double u = IdHash.unit(i + ":" + f, 1);
                rows[i][f] = u < 0.05 ? Double.NaN : u * 100;
            }
        }
        return rows;
    }

    private static BundleFile file() {
        ReferenceJson reference =
                ReferenceJsonTest.sample(0.0087, Handbook.catalogue().names());
        return file(reference.delaysBySource(), reference.world());
    }

    private static BundleFile file(Map<Label.Source, SourceDelays> delaysBySource, @Nullable WorldReference reference) {
        boolean[] fraud = new boolean[ROWS.length];
        for (int i = 0; i < fraud.length; i++) {
            fraud[i] = i % 20 == 0;
        }
        TreeEnsemble.Tree tree = new TreeEnsemble.Tree(
                new int[] {1, -1, -1},
                new int[] {2, -1, -1},
                new int[] {15, 0, 0},
                new float[] {0.5f, -0.25f, 1.5f},
                new boolean[] {true, false, false},
                new float[] {4, 3, 1});
        ModelBundle bundle = new ModelBundle(
                FeatureCatalogue.of(Handbook.spec(ZoneId.of("Europe/Berlin"))),
                Encodings.none(),
                IsolationForest.fit(ROWS, 5, 16, 1),
                LogisticModel.fit(ROWS, fraud, 1),
                TreeEnsemble.of(16, -3, List.of(tree)),
                Math.log(0.1),
                new PlattCalibrator(0.9, -0.1),
                new PlattCalibrator(1.1, 0.3),
                new FilterCut(false, 0.9, 0.95, 0.01, CERTIFICATE),
                0.0087,
                DelayCurve.of(new long[] {1_000, 86_400_000, 604_800_000}),
                delaysBySource,
                policy(),
                reference);
        return new BundleFile(bundle, new TreeMap<>(Map.of("trainer", "xgboost 3.0.4", "rows", "67240")));
    }

    static final byte[] CONTENT = FILE.toBytes();

    @Test
    void read_ofWrittenBytes_isTheSameBundle() {
        BundleFile copy = BundleFile.read(CONTENT);
        assertThat(copy.toBytes()).isEqualTo(CONTENT);
        assertThat(copy.provenance()).isEqualTo(FILE.provenance());
        ModelBundle bundle = copy.bundle();
        assertThat(bundle.catalogue().spec().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(bundle.correction()).isEqualTo(FILE.bundle().correction());
        assertThat(bundle.passedCalibrator()).isEqualTo(FILE.bundle().passedCalibrator());
        assertThat(bundle.heldCalibrator()).isEqualTo(FILE.bundle().heldCalibrator());
        assertThat(bundle.filter()).isEqualTo(FILE.bundle().filter());
        assertThat(bundle.policy()).isEqualTo(FILE.bundle().policy());
        assertThat(bundle.baseRate()).isEqualTo(0.0087);
        assertThat(bundle.delays().quantiles()).isEqualTo(FILE.bundle().delays().quantiles());
        assertThat(bundle.reference())
                .usingRecursiveComparison()
                .isEqualTo(FILE.bundle().reference());
        assertThat(bundle.delaysBySource())
                .usingRecursiveComparison()
                .isEqualTo(FILE.bundle().delaysBySource());
        for (double[] row : ROWS) {
            assertThat(bundle.forest().score(row))
                    .isEqualTo(FILE.bundle().forest().score(row));
            assertThat(bundle.cheap().logit(row))
                    .isEqualTo(FILE.bundle().cheap().logit(row));
        }
    }

    @Test
    void toBytes_anotherTimeZone_isTheSame() {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            assertThat(BundleFile.version(FILE.toBytes())).isEqualTo(BundleFile.version(CONTENT));
        } finally {
            TimeZone.setDefault(before);
        }
        assertThat(BundleFile.version(CONTENT)).matches("[0-9a-f]{12}");
    }

    @Test
    void read_bundleOfFormatOne_stillScoresAlike() throws Exception {
        try (InputStream old = BundleFileTest.class.getResourceAsStream("bundle-format-1.zip")) {
            assertThat(old).isNotNull();
            ModelBundle bundle = BundleFile.read(old.readAllBytes()).bundle();
            assertThat(bundle.filter().certificate()).isNull();
            assertThat(bundle.policy()).isEqualTo(Policy.standard("EUR"));
            assertThat(bundle.forest().score(ROWS[3])).isEqualTo(0.42577742649557776);
            double sum = Arrays.stream(bundle.forest().contributions(ROWS[3])).sum();
            assertThat(bundle.forest().typicalScore() * Math.pow(2, sum)).isCloseTo(0.425777427, within(1e-6));
            assertThat(bundle.cheap().logit(ROWS[3]))
                    .isEqualTo(FILE.bundle().cheap().logit(ROWS[3]));
            double[] row = Arrays.copyOf(ROWS[3], 16);
            row[15] = 0.6;
            assertThat(bundle.ensemble().margin(row)).isEqualTo(-1.5);
            assertThat(bundle.passedCalibrator()).isEqualTo(new PlattCalibrator(0.9, -0.1));
            assertThat(bundle.heldCalibrator()).isEqualTo(new PlattCalibrator(1.1, 0.3));
        }
    }

    @Test
    void read_bundleOfFormatTwo_isTheSameWithoutAReference() throws Exception {
        BundleFile old = frozen("bundle-format-2.zip");
        assertThat(old.bundle().reference()).isNull();
        assertThat(old.bundle().delaysBySource()).isEmpty();
        assertThat(old.bundle().filter()).isEqualTo(FILE.bundle().filter());
        scoresAlike(old.bundle());
        byte[] plain = new BundleFile(file(Map.of(), null).bundle(), FILE.provenance()).toBytes();
        assertThat(StoredZip.read(plain)).doesNotContainKey("reference.json");
        assertThat(new String(Objects.requireNonNull(StoredZip.read(plain).get("manifest.json")), UTF_8))
                .contains("\"format\" : 2");
        assertThat(BundleFile.read(plain).toBytes()).isEqualTo(plain);
    }

    @Test
    void read_bundleOfFormatThree_hasItsReference() throws Exception {
        BundleFile old = frozen("bundle-format-3.zip");
        WorldReference world = Objects.requireNonNull(old.bundle().reference());
        assertThat(world).usingRecursiveComparison().isEqualTo(FILE.bundle().reference());
        assertThat(old.bundle().delaysBySource())
                .usingRecursiveComparison()
                .isEqualTo(FILE.bundle().delaysBySource());
        scoresAlike(old.bundle());
    }

    private static BundleFile frozen(String name) throws Exception {
        try (InputStream old = BundleFileTest.class.getResourceAsStream(name)) {
            assertThat(old).isNotNull();
            return BundleFile.read(old.readAllBytes());
        }
    }

    private static void scoresAlike(ModelBundle bundle) {
        assertThat(bundle.forest().score(ROWS[3])).isEqualTo(0.5187449860369429);
        assertThat(bundle.cheap().logit(ROWS[3]))
                .isEqualTo(FILE.bundle().cheap().logit(ROWS[3]));
        double[] row = Arrays.copyOf(ROWS[3], 16);
        row[15] = 0.6;
        assertThat(bundle.ensemble().margin(row)).isEqualTo(-1.5);
        assertThat(bundle.policy()).isEqualTo(policy());
    }

    @Test
    void read_calibratorOfAnyKind_isTheSame() {
        BetaCalibrator beta = new BetaCalibrator(0.1, 1 / 3.0, -2);
        IsotonicCalibrator isotonic = new IsotonicCalibrator(
                List.of(new Knot(-8.1, -9), new Knot(-1 / 3.0, -2.5), new Knot(0, -2.5), new Knot(4, 1e-3)));
        byte[] content = withCalibrators(beta, isotonic);
        ModelBundle copy = BundleFile.read(content).bundle();
        assertThat(copy.passedCalibrator()).isEqualTo(beta);
        assertThat(copy.heldCalibrator()).isEqualTo(isotonic);
    }

    private static byte[] withCalibrators(Calibrator passed, Calibrator held) {
        ModelBundle bundle = FILE.bundle();
        ModelBundle other = new ModelBundle(
                bundle.catalogue(),
                bundle.encodings(),
                bundle.forest(),
                bundle.cheap(),
                bundle.ensemble(),
                bundle.correction(),
                passed,
                held,
                bundle.filter(),
                bundle.baseRate(),
                bundle.delays(),
                bundle.delaysBySource(),
                bundle.policy(),
                bundle.reference());
        return new BundleFile(other, FILE.provenance()).toBytes();
    }

    @Test
    void read_missingOrExtraEntry_isNamed() {
        for (String name : List.of("manifest.json", "reference.json", "forest.bin", "cheap.bin", "trees.bin")) {
            Map<String, byte[]> entries = new LinkedHashMap<>(StoredZip.read(CONTENT));
            entries.remove(name);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BundleFile.read(StoredZip.write(entries)))
                    .withMessage("bundle has no entry " + name);
        }
        Map<String, byte[]> more = new LinkedHashMap<>(StoredZip.read(CONTENT));
        more.put("extra.bin", new byte[1]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BundleFile.read(StoredZip.write(more)))
                .withMessage("bundle, manifest.json, sha256: extra.bin is missing");
    }

    @Test
    void read_changedModel_isNamedWithBothDigests() {
        Map<String, byte[]> entries = new LinkedHashMap<>(StoredZip.read(CONTENT));
        byte[] forest = Objects.requireNonNull(entries.get("forest.bin"));
        forest[forest.length - 1] ^= 1;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BundleFile.read(StoredZip.write(entries)))
                .withMessageMatching("bundle, forest.bin: its SHA-256 is [0-9a-f]{64}; the manifest says [0-9a-f]{64}");
    }

    @Test
    void read_tornFile_failsAndSaysSo() {
        for (int length = 0; length < CONTENT.length - 500; length += 211) {
            byte[] torn = Arrays.copyOf(CONTENT, length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BundleFile.read(torn))
                    .withMessageStartingWith("bundle");
        }
    }

    @Test
    void read_flippedBit_failsOrChangesNothingThatDecides() {
        for (int at = 0; at < CONTENT.length; at += 7) {
            byte[] flipped = CONTENT.clone();
            flipped[at] ^= 0x20;
            try {
                assertThat(Arrays.equals(BundleFile.read(flipped).toBytes(), CONTENT))
                        .as("byte %d", at)
                        .isTrue();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("bundle");
            }
        }
    }

    @Test
    void read_manifestOutOfRange_namesFieldAndValue() {
        refused(
                text -> text.replace("\"format\" : 3", "\"format\" : 4"),
                "bundle, manifest.json: format is 4; allowed: 1, 2, 3");
        refused(
                text -> text.replace("\"base_rate\" : 0.0087", "\"base_rate\" : 0.01"),
                "bundle, manifest.json: world reference has base rate 0.0087; allowed: the bundle's own, 0.01");
        refused(
                text -> text.replace("handbook-v1", "mine"),
                "bundle, manifest.json: catalogue is \"mine\"; catalogue.yaml is handbook-v1");
        refused(
                text -> text.replace("\"forest_rank\" : 0.9", "\"forest_rank\" : 1.9"),
                "bundle, manifest.json: filter forest rank is 1.9; allowed: 0 to 1");
        refused(
                text -> text.replace("\"forest_rank\" : 0.9", "\"forest_rank\" : \"much\""),
                "bundle, manifest.json, filter: forest_rank is \"much\"; allowed: a number");
        refused(text -> text.replace("\"base_rate\"", "\"basic_rate\""), "bundle, manifest.json: base_rate is missing");
        refused(
                text -> text.replaceFirst("\"platt\"", "\"plate\""),
                "bundle, manifest.json, passed_calibrator: kind is \"plate\"; allowed: platt, beta, isotonic");
        refused(
                text -> text.replaceFirst("\"platt\"", "\"isotonic\""),
                "bundle, manifest.json, passed_calibrator: logits is missing");
        refused(
                text -> text.replace("\"slope\" : 0.9", "\"slope\" : -0.9"),
                "bundle, manifest.json: calibrator has slope -0.9 and intercept -0.1; allowed: finite numbers, the slope"
                        + " above 0");
        refused(
                text -> text.replace("\"EUR\"", "\"Taler\""),
                "bundle, manifest.json: currency is \"Taler\"; allowed: an ISO 4217 code such as USD");
        refused(
                text -> text.replace("\"recoverable\",", "\"some\","),
                "bundle, manifest.json, filter, certificate: criterion is \"some\"; allowed: recoverable, total");
        refused(
                text -> text.replace("\"at_least\"", "\"over\""),
                "bundle, manifest.json: test is \"over\"; allowed: is, in, listed, above, at_least, below, at_most,"
                        + " missing, present");
        refused(
                text -> text.replace("\"field\" : \"account_count_1d\"", "\"field\" : \"account_count_1\""),
                "bundle, manifest.json: rule busy: field account_count_1 is unknown; did you mean account_count_1d or"
                        + " account_count_7d? allowed: account, amount, currency, merchant, categorical.NAME, numeric.NAME"
                        + " and the features amount, weekend, night, account_count_1d, account_mean_amount_1d,"
                        + " account_count_7d, account_mean_amount_7d, account_count_30d, account_mean_amount_30d,"
                        + " merchant_count_1d, merchant_fraud_rate_1d, merchant_count_7d, merchant_fraud_rate_7d,"
                        + " merchant_count_30d, merchant_fraud_rate_30d");
        refused(
                text -> text.replace("\"open\" : false", "\"open\" : 0"),
                "bundle, manifest.json, filter: open is 0; allowed: true or false");
    }

    private static void refused(UnaryOperator<String> change, String message) {
        Map<String, byte[]> entries = new LinkedHashMap<>(StoredZip.read(CONTENT));
        String manifest = new String(Objects.requireNonNull(entries.get("manifest.json")), StandardCharsets.UTF_8);
        String changed = change.apply(manifest);
        assertThat(changed).isNotEqualTo(manifest);
        entries.put("manifest.json", changed.getBytes(StandardCharsets.UTF_8));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BundleFile.read(StoredZip.write(entries)))
                .withMessage(message);
    }

    @Test
    void content_ofAFileThatIsTooLarge_isRefusedUnread(@TempDir Path directory) throws Exception {
        Path large = directory.resolve("large.bundle");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BundleFile.content(large))
                .withMessage("bundle has 1099511627776 bytes; allowed: at most 31457280");
    }

    @Test
    void read_compressedEntry_isRefused() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("manifest.json"));
            zip.write(new byte[1_000]);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BundleFile.read(bytes.toByteArray()))
                .withMessage("bundle, manifest.json: it is compressed; allowed: stored entries");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BundleFile.read("hello".getBytes(StandardCharsets.UTF_8)))
                .withMessage("bundle is not a ZIP archive, or an empty one");
    }
}
