package io.weir.catalogue;

import io.weir.feature.CatalogueCheck;
import io.weir.feature.CatalogueSpec;
import io.weir.feature.FeatureSpec;
import io.weir.feature.FeatureSpec.Aggregate;
import io.weir.feature.FeatureSpec.Clock;
import io.weir.feature.FeatureSpec.Code;
import io.weir.feature.FeatureSpec.Derived;
import io.weir.feature.FeatureSpec.Encoding;
import io.weir.feature.FeatureSpec.Field;
import io.weir.feature.FeatureSpec.Operation;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes a catalogue in its one canonical form: a line for each feature, windows written out, no value that is the default. */
final class CatalogueWriter {

    private static final Pattern PLAIN = Pattern.compile("[a-zA-Z][a-zA-Z0-9_./-]*");
    private static final Set<String> WORDS = Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

    private final List<String> pairs = new ArrayList<>();

    private CatalogueWriter() {}

    static String write(CatalogueSpec spec) {
        CatalogueCheck.check(spec);
        StringBuilder yaml = new StringBuilder();
        yaml.append("catalogue: ").append(quoted(spec.id())).append('\n');
        yaml.append("zone: ")
                .append(quoted(
                        spec.zone().equals(ZoneOffset.UTC) ? "UTC" : spec.zone().getId()))
                .append('\n');
        yaml.append("entities:\n");
        for (CatalogueSpec.EntitySpec entity : spec.entities()) {
            line(yaml, entity.name(), quoted(entity.key()));
        }
        yaml.append("features:\n");
        for (FeatureSpec feature : spec.features()) {
            line(yaml, feature.name(), new CatalogueWriter().feature(feature));
        }
        return yaml.toString();
    }

    private static void line(StringBuilder yaml, String name, String value) {
        yaml.append("  ").append(quoted(name)).append(": ").append(value).append('\n');
    }

    private String feature(FeatureSpec feature) {
        FeatureSpec.Definition definition = feature.definition();
        if (definition instanceof Field field) {
            put("field", quoted(field.source()));
        } else if (definition instanceof Clock clock) {
            put("clock", Words.word(clock.part()));
        } else if (definition instanceof Aggregate aggregate) {
            put(aggregate);
        } else if (definition instanceof Derived derived) {
            put(derived);
        } else if (definition instanceof Encoding encoding) {
            put(encoding);
        }
        if (feature.hidden()) {
            put("hidden", "true");
        }
        return "{" + String.join(", ", pairs) + "}";
    }

    private void put(Aggregate aggregate) {
        put("entity", quoted(aggregate.entity()));
        put("take", Words.word(aggregate.kind()));
        putText("of", aggregate.of());
        put("window", Spans.write(aggregate.window()));
        if (!aggregate.delay().isZero()) {
            put("delay", Spans.write(aggregate.delay()));
        }
        putText("same", aggregate.same());
        if (aggregate.current()) {
            put("current", "true");
        }
    }

    private void put(Derived derived) {
        List<String> inputs = new ArrayList<>();
        derived.inputs().forEach(input -> inputs.add(quoted(input)));
        if (derived.operation() == Operation.ABOVE) {
            inputs.add(number(derived.constants().get(0)));
        }
        put(Words.word(derived.operation()), "[" + String.join(", ", inputs) + "]");
        if (derived.operation() == Operation.SMOOTHED) {
            put("prior", number(derived.constants().get(0)));
            put("weight", number(derived.constants().get(1)));
        }
    }

    private void put(Encoding encoding) {
        put("encode", Words.word(encoding.code()));
        put("of", quoted(encoding.of()));
        if (encoding.code() == Code.TARGET) {
            put("smoothing", number(encoding.smoothing()));
        }
    }

    private void putText(String key, @Nullable String text) {
        if (text != null) {
            put(key, quoted(text));
        }
    }

    private void put(String key, String value) {
        pairs.add(key + ": " + value);
    }

    private static String number(double value) {
        String text = Double.toString(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** In quotes when YAML would take it for something else than a text; what passed the check holds neither quotes nor \. */
    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() && !WORDS.contains(text) ? text : '"' + text + '"';
    }
}
