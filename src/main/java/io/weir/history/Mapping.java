package io.weir.history;

import io.weir.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a CSV become transactions and labels; about ten lines of YAML:
 *
 * <pre>
 * columns: {id: TX_ID, time: TX_TIME, account: CARD, merchant: SHOP, amount: AMOUNT}
 * currency: EUR                           # or columns.currency
 * time: {format: iso, zone: UTC}          # or epoch-seconds, epoch-millis, a pattern such as dd/MM/yyyy HH:mm
 * amount: major                           # 57.16; or minor: 5716; or major-float
 * numeric: {distance_km: DISTANCE}        # attribute: column; {"*": "n.*"} takes every column n.NAME as NAME
 * categorical: {entry_mode: ENTRY}
 * label: {column: FRAUD, fraud: [1], legitimate: [0], source: CHARGEBACK}
 * label-known: {after: P7D}               # or {column: REPORTED}, empty there for never; or never
 * separator: ","                          # or ; | and tab
 * </pre>
 *
 * Only the columns and the currency must be given: the rest defaults to iso in UTC, major, no attributes, no labels and
 * a comma. A label column that is empty gives no label. Unknown keys are errors.
 *
 * <p>An amount with more fraction digits than its currency has is an error, not rounded. Files written from binary
 * floating point hold amounts such as 85.64999999999999: {@code major-float} takes what lies within a millionth of a
 * minor unit for that unit, and nothing else.
 */
public final class Mapping {

    private static final List<String> BUILT_IN = List.of("weir", "handbook");

    final String name;
    final Columns columns;
    final @Nullable String currency;
    final TimeFormat time;
    final AmountUnit amountUnit;
    final Map<String, String> numeric;
    final Map<String, String> categorical;
    final @Nullable LabelRule label;
    final byte separator;

    /** How an amount is written. */
    enum AmountUnit {
        MAJOR,
        MAJOR_FLOAT,
        MINOR
    }

    /** Column names of the parts of a transaction; the currency column is null when the currency is constant. */
    record Columns(
            String id,
            String time,
            String account,
            String merchant,
            String amount,
            @Nullable String currency) {}

    Mapping(
            String name,
            Columns columns,
            @Nullable String currency,
            TimeFormat time,
            AmountUnit amountUnit,
            Map<String, String> numeric,
            Map<String, String> categorical,
            @Nullable LabelRule label,
            byte separator) {
        this.name = name;
        this.columns = columns;
        this.currency = currency;
        this.time = time;
        this.amountUnit = amountUnit;
        this.numeric = numeric;
        this.categorical = categorical;
        this.label = label;
        this.separator = separator;
    }

    /**
     * Loads a built-in mapping by name (weir, handbook) or a YAML file by path.
     *
     * @throws IllegalArgumentException naming the file, line, key and what is allowed
     */
    public static Mapping load(String nameOrPath) {
        if (BUILT_IN.contains(nameOrPath)) {
            return parse("mapping " + nameOrPath, builtIn(nameOrPath));
        }
        Path path = Path.of(nameOrPath);
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException(
                    "mapping \"" + nameOrPath + "\" is neither built in nor a file; allowed: "
                            + String.join(", ", BUILT_IN) + " or the path of a YAML file");
        }
        try {
            return parse(nameOrPath, YamlNode.textOf(path));
        } catch (IOException e) {
            throw new IllegalArgumentException("mapping " + nameOrPath + " cannot be read: " + e, e);
        }
    }

    /** The name or path it was loaded by. */
    public String name() {
        return name;
    }

    static Mapping parse(String file, String yaml) {
        return MappingFile.read(file, YamlNode.parse(file, yaml));
    }

    private static String builtIn(String name) {
        try (InputStream in = Mapping.class.getResourceAsStream("/io/weir/mappings/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("built-in mapping " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("built-in mapping " + name + " cannot be read", e);
        }
    }
}
