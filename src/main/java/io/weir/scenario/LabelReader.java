package io.weir.scenario;

import static io.weir.scenario.Located.make;
import static io.weir.scenario.Located.number;

import io.weir.simulation.LabelDelays;
import io.weir.simulation.LabelDelays.LogNormal;
import io.weir.simulation.LabelDelays.SourceDelays;
import io.weir.simulation.LabelNoise;
import io.weir.simulation.LabelNoise.Flipped;
import io.weir.simulation.LabelNoise.Reversed;
import io.weir.transaction.Label.Source;
import io.weir.yaml.Section;
import io.weir.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads what becomes known when: the sections labels and noise. */
final class LabelReader {

    private static final List<Source> SOURCES =
            List.of(Source.ANALYST, Source.CHARGEBACK, Source.CUSTOMER, Source.OTHER);

    private LabelReader() {}

    static LabelDelays delays(Section labels) {
        List<SourceDelays> sources = new ArrayList<>();
        for (Source source : SOURCES) {
            YamlNode node = labels.find(source.name().toLowerCase(Locale.ROOT));
            if (node != null) {
                sources.add(node.read(section -> make(section, () -> source(source, section))));
            }
        }
        double longest = number(labels, "longest");
        return make(labels, () -> new LabelDelays(sources, longest));
    }

    private static SourceDelays source(Source source, Section section) {
        double share = number(section, "share");
        section.get("delays", "a list of weights, medians and sigmas");
        return new SourceDelays(source, share, section.sections("delays", LabelReader::delay));
    }

    private static LogNormal delay(Section section) {
        YamlNode weight = section.find("weight");
        double median = number(section, "median");
        double sigma = number(section, "sigma");
        return make(section, () -> new LogNormal(weight == null ? 1 : weight.number(), median, sigma));
    }

    static LabelNoise noise(Section noise) {
        YamlNode missed = noise.find("missed");
        List<Flipped> flipped = noise.sections("flipped", section -> make(section, () -> flipped(section)));
        YamlNode reversed = noise.find("reversed");
        Reversed back = reversed == null
                ? LabelNoise.NONE.reversed()
                : reversed.read(section -> make(section, () -> reversed(section)));
        return make(noise, () -> new LabelNoise(missed == null ? 0 : missed.number(), flipped, back));
    }

    private static Flipped flipped(Section section) {
        return new Flipped(
                number(section, "from"),
                number(section, "days"),
                number(section, "share"),
                section.flag("immediate", false));
    }

    private static Reversed reversed(Section section) {
        YamlNode ofFalse = section.find("false-reports");
        YamlNode ofTrue = section.find("true-reports");
        return new Reversed(
                ofFalse == null ? 0 : ofFalse.number(),
                ofTrue == null ? 0 : ofTrue.number(),
                number(section, "median"),
                number(section, "sigma"));
    }
}
