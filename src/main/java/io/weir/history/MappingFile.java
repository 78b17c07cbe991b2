package io.weir.history;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Mapping} from its YAML, strictly. */
final class MappingFile {

    private static final String COLUMN = "a column name";
    private static final String ATTRIBUTES = "attribute: column";
    private static final String KNOWN = "{after: P7D}, {column: NAME} or never";

    private MappingFile() {}

    static Mapping read(String name, YamlTree root) {
        root.only(
                "columns", "currency", "time", "amount", "numeric", "categorical", "label", "label-known", "separator");
        Mapping.Columns columns = columns(root.get("columns", "id, time, account, merchant, amount and currency"));
        return new Mapping(
                name,
                columns,
                currency(root, columns.currency()),
                time(root.find("time")),
                amountUnit(root.find("amount")),
                attributes(root.find("numeric")),
                attributes(root.find("categorical")),
                label(root),
                separator(root.find("separator")));
    }

    private static Mapping.Columns columns(YamlTree section) {
        section.only("id", "time", "account", "merchant", "amount", "currency");
        YamlTree currency = section.find("currency");
        return new Mapping.Columns(
                column(section, "id"),
                column(section, "time"),
                column(section, "account"),
                column(section, "merchant"),
                column(section, "amount"),
                currency == null ? null : currency.text(COLUMN));
    }

    private static String column(YamlTree section, String key) {
        return section.get(key, COLUMN).text(COLUMN);
    }

    private static @Nullable String currency(YamlTree root, @Nullable String column) {
        String allowed = "an ISO 4217 code such as USD, unless columns.currency names a column";
        YamlTree constant = root.find("currency");
        if (column != null) {
            if (constant != null) {
                throw constant.error("either currency or columns.currency, not both");
            }
            return null;
        }
        String code = root.get("currency", allowed).text(allowed);
        try {
            Transaction.fractionDigits(code);
            return code;
        } catch (InvalidRecordException e) {
            throw root.get("currency", allowed).error(allowed);
        }
    }

    private static TimeFormat time(@Nullable YamlTree section) {
        if (section == null) {
            return new TimeFormat("iso", ZoneOffset.UTC);
        }
        section.only("format", "zone");
        YamlTree zone = section.find("zone");
        YamlTree format = section.find("format");
        ZoneId zoneId = zone == null ? ZoneOffset.UTC : zone(zone);
        String allowed = "iso, epoch-seconds, epoch-millis or a pattern such as dd/MM/yyyy HH:mm";
        try {
            return new TimeFormat(format == null ? "iso" : format.text(allowed), zoneId);
        } catch (IllegalArgumentException e) {
            throw format == null ? e : format.error(allowed);
        }
    }

    private static ZoneId zone(YamlTree zone) {
        String allowed = "a zone such as UTC, +02:00 or Europe/Berlin";
        try {
            return ZoneId.of(zone.text(allowed));
        } catch (DateTimeException e) {
            throw zone.error(allowed);
        }
    }

    private static Mapping.AmountUnit amountUnit(@Nullable YamlTree amount) {
        String allowed = "major (57.16), major-float (57.160000000000004) or minor (5716)";
        if (amount == null) {
            return Mapping.AmountUnit.MAJOR;
        }
        return switch (amount.text(allowed)) {
            case "major" -> Mapping.AmountUnit.MAJOR;
            case "major-float" -> Mapping.AmountUnit.MAJOR_FLOAT;
            case "minor" -> Mapping.AmountUnit.MINOR;
            default -> throw amount.error(allowed);
        };
    }

    private static Map<String, String> attributes(@Nullable YamlTree section) {
        if (section == null) {
            return Map.of();
        }
        Map<String, String> columns = section.textByKey(ATTRIBUTES);
        columns.forEach((attribute, column) -> {
            if (attribute.equals("*") != column.endsWith("*")) {
                throw section.error(ATTRIBUTES + ", or \"*\": \"PREFIX*\"");
            }
        });
        return columns;
    }

    private static @Nullable LabelRule label(YamlTree root) {
        YamlTree label = root.find("label");
        YamlTree known = root.find("label-known");
        boolean never = known != null && !known.isSection() && known.text(KNOWN).equals("never");
        if (never || (known == null && label == null)) {
            if (label != null) {
                throw label.error("no label section, because label-known is never");
            }
            return null;
        }
        String allowed = "column, fraud, legitimate and source, because there is label-known";
        LabelRule rule = rule(root.get("label", allowed), root.get("label-known", KNOWN));
        if (!Collections.disjoint(rule.fraud(), rule.legitimate())) {
            throw root.get("label", allowed).get("legitimate", allowed).error("values that are not in label.fraud");
        }
        return rule;
    }

    private static LabelRule rule(YamlTree label, YamlTree known) {
        label.only("column", "fraud", "legitimate", "source");
        if (!known.isSection()) {
            throw known.error(KNOWN);
        }
        known.only("after", "column");
        YamlTree after = known.find("after");
        YamlTree column = known.find("column");
        if ((after == null) == (column == null)) {
            throw known.error(KNOWN);
        }
        String values = "a value or a list of values";
        return new LabelRule(
                column(label, "column"),
                List.copyOf(label.get("fraud", values).texts(values)),
                List.copyOf(label.get("legitimate", values).texts(values)),
                source(label),
                after == null ? null : delay(after),
                column == null ? null : column.text(COLUMN));
    }

    private static Label.Source source(YamlTree label) {
        String allowed = "one of " + Arrays.toString(Label.Source.values());
        YamlTree source = label.get("source", allowed);
        try {
            return Label.Source.valueOf(source.text(allowed));
        } catch (IllegalArgumentException e) {
            throw source.error(allowed);
        }
    }

    private static Duration delay(YamlTree after) {
        String allowed = "a duration of 0 or more such as P7D or PT12H";
        try {
            Duration delay = Duration.parse(after.text(allowed));
            if (!delay.isNegative() && delay.toDays() < 36_500) {
                return delay;
            }
        } catch (DateTimeException e) {
            throw after.error(allowed);
        }
        throw after.error(allowed);
    }

    private static byte separator(@Nullable YamlTree separator) {
        if (separator == null) {
            return ',';
        }
        String text = separator.text("one of , ; | and tab");
        if (text.length() != 1 || ",;|\t".indexOf(text.charAt(0)) < 0) {
            throw separator.error("one of , ; | and tab");
        }
        return (byte) text.charAt(0);
    }
}
