package io.weir.scenario;

import static io.weir.scenario.Located.days;
import static io.weir.scenario.Located.make;
import static io.weir.scenario.Located.number;

import io.weir.simulation.Break;
import io.weir.simulation.Intensity;
import io.weir.simulation.Joins;
import io.weir.simulation.Joins.Turnover;
import io.weir.simulation.LabelDelays;
import io.weir.simulation.LabelNoise;
import io.weir.simulation.Scenario;
import io.weir.simulation.Scheme;
import io.weir.simulation.SchemeSchedule;
import io.weir.simulation.SchemeSchedule.Newcomer;
import io.weir.yaml.Section;
import io.weir.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a scenario, strictly. What is not there does not change. */
final class ScenarioReader {

    private static final Map<String, Function<Section, ? extends Intensity.Change>> CHANGES = Map.of(
            "step", section -> new Intensity.Step(number(section, "day"), number(section, "factor")),
            "ramp",
                    section -> new Intensity.Ramp(
                            number(section, "from"), number(section, "to"), number(section, "factor")),
            "season", section -> new Intensity.Season(number(section, "period"), number(section, "amplitude")),
            "burst",
                    section -> new Intensity.Burst(
                            number(section, "from"), number(section, "days"), number(section, "factor")),
            "zero", section -> new Intensity.Burst(number(section, "from"), number(section, "days"), 0));

    private static final Map<String, Function<Section, ? extends Break>> BREAKS = Map.of(
            "scaled",
                    section -> new Break.Scaled(
                            section.required("attribute"), number(section, "day"), number(section, "factor")),
            "missing", section -> new Break.Missing(section.required("attribute"), number(section, "day")));

    private ScenarioReader() {}

    static Scenario read(YamlNode file) {
        if (!file.isMap()) {
            throw file.wrong("name, days and what changes");
        }
        return file.read(ScenarioReader::scenario);
    }

    private static Scenario scenario(Section root) {
        String name = root.required("name");
        int days = days(root, "days");
        Intensity fraud = intensity(root.find("fraud"));
        SchemeSchedule schemes = orElse(root.find("schemes"), ScenarioReader::schemes, SchemeSchedule.EQUAL);
        Joins joins = orElse(root.find("joins"), ScenarioReader::joins, Joins.NONE);
        LabelDelays delays = orElse(root.find("labels"), LabelReader::delays, LabelDelays.standard());
        LabelNoise noise = orElse(root.find("noise"), LabelReader::noise, LabelNoise.NONE);
        List<Break> breaks = items(root.find("breaks"))
                .<Break>map(item -> Located.oneOf(item, BREAKS))
                .toList();
        return make(root, () -> new Scenario(name, days, fraud, schemes, joins, delays, noise, breaks));
    }

    private static Intensity intensity(@Nullable YamlNode changes) {
        return new Intensity(items(changes)
                .<Intensity.Change>map(item -> Located.oneOf(item, CHANGES))
                .toList());
    }

    private static SchemeSchedule schemes(Section section) {
        Map<Scheme, Intensity> weights = new LinkedHashMap<>();
        YamlNode given = section.find("weights");
        if (given != null) {
            given.map("schemes and their weights").forEach((name, weight) -> {
                Map<String, Scheme> known = byLabel(false);
                Scheme scheme = known.get(name);
                if (scheme == null) {
                    throw weight.unknown(known.keySet());
                }
                weights.put(scheme, weight(weight));
            });
        }
        List<Newcomer> newcomers = section.sections("new", item -> make(item, () -> newcomer(item)));
        return make(section, () -> new SchemeSchedule(weights, newcomers));
    }

    /** A number, or changes that multiply a weight of 1. */
    private static Intensity weight(YamlNode node) {
        if (node.isList()) {
            return intensity(node);
        }
        double factor = node.number(0, 1_000);
        return Intensity.constant().step(0, factor);
    }

    private static Newcomer newcomer(Section section) {
        Map<String, Scheme> news = byLabel(true);
        Scheme scheme = section.get("scheme", String.join(", ", news.keySet())).choice(news);
        return new Newcomer(scheme, days(section, "day"), number(section, "share"));
    }

    private static Joins joins(Section section) {
        Turnover nobody = new Turnover(0, 0);
        return new Joins(
                orElse(section.find("customers"), ScenarioReader::turnover, nobody),
                orElse(section.find("merchants"), ScenarioReader::turnover, nobody));
    }

    private static Turnover turnover(Section section) {
        YamlNode perDay = section.find("per-day");
        YamlNode leaving = section.find("leaving");
        return make(
                section,
                () -> new Turnover(perDay == null ? 0 : perDay.number(), leaving == null ? 0 : leaving.number()));
    }

    private static <T> T orElse(@Nullable YamlNode node, Function<Section, T> reader, T standard) {
        return node == null ? standard : node.read(reader);
    }

    private static Stream<YamlNode> items(@Nullable YamlNode list) {
        return list == null ? Stream.of() : list.list("a list").stream();
    }

    private static Map<String, Scheme> byLabel(boolean news) {
        Map<String, Scheme> byLabel = new LinkedHashMap<>();
        for (Scheme scheme : Scheme.values()) {
            if (scheme.isNew() == news) {
                byLabel.put(scheme.label(), scheme);
            }
        }
        return byLabel;
    }
}
