package io.weir.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.baserate.DelayCurve;
import io.weir.baserate.FeatureReference;
import io.weir.baserate.SourceDelays;
import io.weir.baserate.WorldReference;
import io.weir.baserate.WorldReference.Rate;
import io.weir.transaction.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * {@code reference.json} of a bundle: the world of the calibration window, and the delays of labels by source.
 *
 * @param world what the stream compares with
 * @param delaysBySource of the sources that reported fraud
 */
record ReferenceJson(WorldReference world, Map<Label.Source, SourceDelays> delaysBySource) {

    static final String NAME = "reference.json";

    byte[] write() {
        ObjectNode json = JsonFields.object();
        json.put("base_rate", world.baseRate());
        write(json.putArray("scores"), world.scores());
        write(json.putArray("frauds"), world.frauds());
        json.put("score_dispersion", world.scoreDispersion()).put("daily_volume", world.dailyVolume());
        ArrayNode features = json.putArray("features");
        world.features().forEach(feature -> write(features.addObject(), feature));
        ObjectNode attributes = json.putObject("attributes");
        world.attributes().forEach((name, rates) -> write(attributes.putObject(name), rates));
        ObjectNode sources = json.putObject("delays_by_source");
        delaysBySource.forEach((source, delays) -> {
            ObjectNode written = sources.putObject(source.name().toLowerCase(Locale.ROOT));
            written.put("share", delays.share());
            write(written.putArray("delay_quantiles_millis"), delays.delays().quantiles());
        });
        return JsonFields.write(json);
    }

    private static void write(ArrayNode array, long[] values) {
        Arrays.stream(values).forEach(array::add);
    }

    private static void write(ObjectNode json, FeatureReference feature) {
        json.put("name", feature.name());
        ArrayNode edges = json.putArray("edges");
        Arrays.stream(feature.edges()).forEach(edges::add);
        write(json.putArray("counts"), feature.counts());
        json.put("largest_daily_psi", feature.largestDailyPsi()).put("largest_daily_ks", feature.largestDailyKs());
    }

    private static void write(ObjectNode json, Map<String, Rate> rates) {
        rates.forEach((value, rate) -> json.putObject(value)
                .put("transactions", rate.transactions())
                .put("expected_frauds", rate.expectedFrauds())
                .put("reported_frauds", rate.reportedFrauds()));
    }

    /** @throws IllegalArgumentException naming the field, its value and what is allowed */
    static ReferenceJson read(byte[] content) {
        JsonFields json = JsonFields.read("bundle, " + NAME, content);
        List<FeatureReference> features = new ArrayList<>();
        json.objects("features").forEach(feature -> features.add(feature(feature)));
        Map<String, Map<String, Rate>> attributes = new TreeMap<>();
        JsonFields named = json.object("attributes");
        named.names().forEach(name -> attributes.put(name, rates(named.object(name))));
        WorldReference world = checked(
                json,
                () -> new WorldReference(
                        json.number("base_rate"),
                        json.wholes("scores"),
                        json.wholes("frauds"),
                        json.number("score_dispersion"),
                        json.number("daily_volume"),
                        features,
                        attributes));
        return new ReferenceJson(world, sources(json.object("delays_by_source")));
    }

    private static FeatureReference feature(JsonFields json) {
        return checked(
                json,
                () -> new FeatureReference(
                        json.text("name"),
                        json.numbers("edges"),
                        json.wholes("counts"),
                        json.number("largest_daily_psi"),
                        json.number("largest_daily_ks")));
    }

    private static Map<String, Rate> rates(JsonFields json) {
        Map<String, Rate> rates = new TreeMap<>();
        for (String value : json.names()) {
            JsonFields rate = json.object(value);
            rates.put(
                    value,
                    checked(
                            rate,
                            () -> new Rate(
                                    rate.whole("transactions"),
                                    rate.number("expected_frauds"),
                                    rate.whole("reported_frauds"))));
        }
        return rates;
    }

    private static Map<Label.Source, SourceDelays> sources(JsonFields json) {
        Map<Label.Source, SourceDelays> sources = new EnumMap<>(Label.Source.class);
        for (String name : json.names()) {
            JsonFields written = json.object(name);
            SourceDelays delays = checked(
                    written,
                    () -> new SourceDelays(
                            written.number("share"), DelayCurve.ofQuantiles(written.wholes("delay_quantiles_millis"))));
            sources.put(source(json, name), delays);
        }
        return sources;
    }

    private static Label.Source source(JsonFields json, String name) {
        for (Label.Source source : Label.Source.values()) {
            if (source.name().toLowerCase(Locale.ROOT).equals(name)) {
                return source;
            }
        }
        throw json.error("source is \"" + name + "\"; allowed: other, analyst, chargeback, customer");
    }

    /** Names the place where what was read is not allowed. */
    private static <T> T checked(JsonFields json, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw json.caused(e);
        }
    }
}
