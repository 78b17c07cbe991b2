package io.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.decision.Explanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes on topics outlive the code that wrote them: one record of each kind, frozen. */
class GoldenBytesTest extends StubbedWire {

    private static final Path FOLDER = Path.of("src/test/resources/golden/avro");
    private static final List<Path> VERSIONS = FrozenSchemas.versions();

    /** A kind of record: its golden file, how it is written and read, and the sample that the file holds. */
    record Kind(
            String name,
            Schema schema,
            Object sample,
            Object sampleV1,
            Function<WireFormat, byte[]> write,
            BiFunction<WireFormat, byte[], Object> read) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind(
                        "transaction",
                        io.weir.wire.avro.Transaction.getClassSchema(),
                        Samples.TRANSACTION,
                        Samples.TRANSACTION,
                        wire -> wire.transaction("t", Samples.TRANSACTION),
                        (wire, bytes) -> wire.readTransaction("t", bytes)),
                new Kind(
                        "label",
                        io.weir.wire.avro.Label.getClassSchema(),
                        Samples.LABEL,
                        Samples.LABEL,
                        wire -> wire.label("t", Samples.LABEL),
                        (wire, bytes) -> wire.readLabel("t", bytes)),
                new Kind(
                        "decision",
                        io.weir.wire.avro.Decision.getClassSchema(),
                        Samples.DECISION,
                        Samples.DECISION_V1,
                        wire -> wire.decision("t", Samples.DECISION),
                        (wire, bytes) -> wire.readDecision("t", bytes)),
                new Kind(
                        "decision-held-back",
                        io.weir.wire.avro.Decision.getClassSchema(),
                        Samples.HELD_BACK,
                        Samples.HELD_BACK_V1,
                        wire -> wire.decision("t", Samples.HELD_BACK),
                        (wire, bytes) -> wire.readDecision("t", bytes)),
                new Kind(
                        "alert",
                        io.weir.wire.avro.Alert.getClassSchema(),
                        new AlertRecord("review", -0.55, Samples.DECISION, Explanation.of(Samples.DECISION.decision())),
                        new AlertRecord("review", -0.55, Samples.DECISION_V1, List.of()),
                        wire -> wire.alert("t", "review", Samples.DECISION),
                        (wire, bytes) -> wire.readAlert("t", bytes)),
                new Kind(
                        "outcome",
                        io.weir.wire.avro.Outcome.getClassSchema(),
                        Samples.OUTCOME,
                        Samples.OUTCOME,
                        wire -> wire.outcome("t", Samples.OUTCOME),
                        (wire, bytes) -> wire.readOutcome("t", bytes)),
                new Kind(
                        "base-rate",
                        io.weir.wire.avro.BaseRate.getClassSchema(),
                        Samples.BASE_RATE,
                        Samples.BASE_RATE_V1,
                        wire -> wire.baseRate("t", Samples.BASE_RATE),
                        (wire, bytes) -> wire.readBaseRate("t", bytes)),
                new Kind(
                        "base-rate-command",
                        io.weir.wire.avro.BaseRateCommand.getClassSchema(),
                        Samples.COMMAND,
                        Samples.COMMAND,
                        wire -> wire.baseRateCommand("t", Samples.COMMAND),
                        (wire, bytes) -> wire.readBaseRateCommand("t", bytes)),
                new Kind(
                        "bundle",
                        io.weir.wire.avro.Bundle.getClassSchema(),
                        Samples.BUNDLE,
                        Samples.BUNDLE,
                        wire -> wire.bundle("t", Samples.BUNDLE),
                        (wire, bytes) -> wire.readBundle("t", bytes)),
                new Kind(
                        "policy",
                        io.weir.wire.avro.Policy.getClassSchema(),
                        Samples.POLICY,
                        Samples.POLICY_V1,
                        wire -> wire.policy("t", Samples.POLICY),
                        (wire, bytes) -> wire.readPolicy("t", bytes)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void goldenBytes_ofTheNewestSchemas_areStillWrittenAndRead(Kind kind) throws IOException {
        Path newest = VERSIONS.get(VERSIONS.size() - 1);
        byte[] written = kind.write().apply(wire);
        assertThat(HexFormat.of().formatHex(written, 5, written.length)).isEqualTo(golden(newest, kind));
        assertRead(newest, kind, kind.sample());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void goldenBytes_ofTheirFirstSchemas_areStillRead(Kind kind) throws IOException {
        Path first = VERSIONS.stream()
                .filter(version -> Files.exists(file(version, kind)))
                .findFirst()
                .orElseThrow();
        assertRead(first, kind, kind.sampleV1());
    }

    private void assertRead(Path version, Kind kind, Object expected) throws IOException {
        Schema frozen = FrozenSchemas.read(version).values().stream()
                .filter(schema -> schema.getFullName().equals(kind.schema().getFullName()))
                .findFirst()
                .orElseThrow();
        byte[] stored = Framed.of(registry.add(frozen), HexFormat.of().parseHex(golden(version, kind)));
        assertThat(kind.read().apply(wire, stored))
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(expected);
    }

    private static String golden(Path version, Kind kind) throws IOException {
        return Files.readString(file(version, kind)).strip();
    }

    private static Path file(Path version, Kind kind) {
        return FOLDER.resolve(version.getFileName()).resolve(kind.name() + ".hex");
    }
}
