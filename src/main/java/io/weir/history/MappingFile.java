package io.weir.history;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import io.weir.yaml.Section;
import io.weir.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Mapping} from its YAML, strictly. */
final class MappingFile {

    private static final String COLUMN = "a column name";
    private static final String ATTRIBUTES = "attribute: column";
    private static final String TIME = "iso, epoch-seconds, epoch-millis or a pattern such as dd/MM/yyyy HH:mm";
    private static final String KNOWN = "{after: P7D}, {column: NAME} or never";
    private static final String VALUES = "a value or a list of values";
    private static final String SEPARATOR = "one of , ; | and tab";

    private static final String SOURCES = "one of " + Arrays.toString(Label.Source.values());
    private static final String AMOUNT = "major (57.16), major-float (57.160000000000004) or minor (5716)";

    private MappingFile() {}

    static Mapping read(String name, YamlNode file) {
        if (!file.isMap()) {
            throw file.wrong("columns, currency and the other keys of a mapping");
        }
        return file.read(root -> mapping(name, root));
    }

    private static Mapping mapping(String name, Section root) {
        Mapping.Columns columns = root.get("columns", "id, time, account, merchant, amount and currency")
                .read(MappingFile::columns);
        return new Mapping(
                name,
                columns,
                currency(root, columns.currency()),
                root.section("time", MappingFile::time),
                amountUnit(root.find("amount")),
                attributes(root.find("numeric")),
                attributes(root.find("categorical")),
                label(root.find("label"), root.find("label-known"), root),
                separator(root.find("separator")));
    }

    private static Mapping.Columns columns(Section section) {
        YamlNode currency = section.find("currency");
        return new Mapping.Columns(
                column(section, "id"),
                column(section, "time"),
                column(section, "account"),
                column(section, "merchant"),
                column(section, "amount"),
                currency == null ? null : currency.text(COLUMN));
    }

    private static String column(Section section, String key) {
        return section.get(key, COLUMN).text(COLUMN);
    }

    private static @Nullable String currency(Section root, @Nullable String column) {
        if (column != null) {
            if (root.find("currency") != null) {
                throw root.wrong("currency", "either currency or columns.currency, not both");
            }
            return null;
        }
        String allowed = "an ISO 4217 code such as USD, unless columns.currency names a column";
        YamlNode constant = root.get("currency", allowed);
        try {
            Transaction.fractionDigits(constant.text(allowed));
            return constant.text();
        } catch (InvalidRecordException e) {
            throw constant.wrong(allowed);
        }
    }

    private static TimeFormat time(Section section) {
        YamlNode zone = section.find("zone");
        YamlNode format = section.find("format");
        ZoneId zoneId = zone == null ? ZoneOffset.UTC : zone.zone();
        try {
            return new TimeFormat(format == null ? "iso" : format.text(TIME), zoneId);
        } catch (IllegalArgumentException e) {
            throw format == null ? e : format.wrong(TIME);
        }
    }

    private static Mapping.AmountUnit amountUnit(@Nullable YamlNode amount) {
        if (amount == null) {
            return Mapping.AmountUnit.MAJOR;
        }
        return switch (amount.text(AMOUNT)) {
            case "major" -> Mapping.AmountUnit.MAJOR;
            case "major-float" -> Mapping.AmountUnit.MAJOR_FLOAT;
            case "minor" -> Mapping.AmountUnit.MINOR;
            default -> throw amount.wrong(AMOUNT);
        };
    }

    private static Map<String, String> attributes(@Nullable YamlNode section) {
        Map<String, String> columns = new LinkedHashMap<>();
        if (section != null) {
            section.map(ATTRIBUTES).forEach((attribute, column) -> {
                columns.put(attribute, column.text(ATTRIBUTES));
                if (attribute.equals("*") != column.text().endsWith("*")) {
                    throw column.wrong(ATTRIBUTES + ", or \"*\": \"PREFIX*\"");
                }
            });
        }
        return columns;
    }

    private static @Nullable LabelRule label(@Nullable YamlNode label, @Nullable YamlNode known, Section root) {
        if (known == null && label == null) {
            return null;
        }
        if (known != null && !known.isMap() && known.text(KNOWN).equals("never")) {
            if (label != null) {
                throw label.wrong("no label section, because label-known is never");
            }
            return null;
        }
        YamlNode delay = root.get("label-known", KNOWN);
        return root.get("label", "column, fraud, legitimate and source, because there is label-known")
                .read(section -> rule(section, delay));
    }

    private static LabelRule rule(Section label, YamlNode known) {
        String column = column(label, "column");
        List<String> fraud = values(label, "fraud");
        List<String> legitimate = values(label, "legitimate");
        if (!Collections.disjoint(fraud, legitimate)) {
            throw label.wrong("legitimate", "values that are not in label.fraud");
        }
        Label.Source source = source(label.get("source", SOURCES));
        if (!known.isMap()) {
            throw known.wrong(KNOWN);
        }
        return known.read(section -> {
            YamlNode after = section.find("after");
            YamlNode reported = section.find("column");
            if ((after == null) == (reported == null)) {
                throw known.wrong(KNOWN);
            }
            return new LabelRule(
                    column,
                    fraud,
                    legitimate,
                    source,
                    after == null ? null : delay(after),
                    reported == null ? null : reported.text(COLUMN));
        });
    }

    private static List<String> values(Section label, String key) {
        return label.get(key, VALUES).oneOrMore(VALUES).stream()
                .map(value -> value.text(VALUES))
                .toList();
    }

    private static Label.Source source(YamlNode source) {
        try {
            return Label.Source.valueOf(source.text(SOURCES));
        } catch (IllegalArgumentException e) {
            throw source.wrong(SOURCES);
        }
    }

    private static Duration delay(YamlNode after) {
        String allowed = "a duration of 0 or more such as P7D or PT12H";
        try {
            Duration delay = Duration.parse(after.text(allowed));
            if (!delay.isNegative() && delay.toDays() < 36_500) {
                return delay;
            }
        } catch (DateTimeException e) {
            throw after.wrong(allowed);
        }
        throw after.wrong(allowed);
    }

    private static byte separator(@Nullable YamlNode separator) {
        return separator == null
                ? (byte) ','
                : (byte) separator.matching("[,;|\t]", SEPARATOR).charAt(0);
    }
}
