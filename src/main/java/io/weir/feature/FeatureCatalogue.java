package io.weir.feature;

import io.weir.feature.CatalogueSpec.EntitySpec;
import io.weir.feature.FeatureSpec.Clock;
import io.weir.feature.FeatureSpec.Field;
import io.weir.transaction.Transaction;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which features a model sees, in which order, and the profiles they come from.
 *
 * <p>A transaction's values start with what it carries itself ({@link #start}); each entity on its way adds what its past
 * says ({@link EntityProfile#observe}, in the order of {@link #profiles}); encodings come last ({@link #vector}). A value
 * that is missing is NaN.
 */
public final class FeatureCatalogue {

    private final CatalogueSpec spec;
    private final List<EntityProfile> profiles;
    private final List<Step> beforeEntities;
    private final List<Step> afterEntities;
    private final int[] visible;
    private final List<String> names;
    private final int[] encodedSlots;
    private final List<String> encoded;
    private final List<Key> encodedKeys;
    private final FeatureText text;

    private FeatureCatalogue(CatalogueSpec spec) {
        CatalogueCheck.check(spec);
        this.spec = spec;
        CataloguePlan plan = new CataloguePlan(spec);
        List<EntitySpec> entities = spec.entities();
        EntityProfile[] hops = new EntityProfile[entities.size()];
        Arrays.setAll(hops, hop -> plan.profile(entities.get(hop), hop));
        profiles = List.of(hops);
        beforeEntities = plan.steps(CataloguePlan.BEFORE);
        afterEntities = plan.steps(entities.size());
        visible = plan.visible();
        names = names(visible);
        encodedSlots = plan.encoded();
        encoded = names(encodedSlots);
        encodedKeys = plan.encodedKeys();
        text = new FeatureText(spec);
    }

    private List<String> names(int[] slots) {
        return Arrays.stream(slots)
                .mapToObj(slot -> spec.features().get(slot).name())
                .toList();
    }

    /**
     * The catalogue that a specification declares.
     *
     * @throws IllegalArgumentException naming the entity or feature that is wrong, and what is allowed
     */
    public static FeatureCatalogue of(CatalogueSpec spec) {
        return new FeatureCatalogue(spec);
    }

    /** What it was made from. */
    public CatalogueSpec spec() {
        return spec;
    }

    /** Name of the catalogue, with its version. */
    public String id() {
        return spec.id();
    }

    /** One for each entity, in the order in which a transaction visits them. */
    public List<EntityProfile> profiles() {
        return profiles;
    }

    /** Names of the features that models see, in the order of {@link #vector}. */
    public List<String> names() {
        return names;
    }

    /** What the transaction itself says; the rest is still missing. */
    public double[] start(Transaction transaction) {
        double[] values = new double[spec.features().size()];
        Arrays.fill(values, Double.NaN);
        ZonedDateTime local = Instant.ofEpochMilli(transaction.timeMillis()).atZone(spec.zone());
        for (int slot = 0; slot < values.length; slot++) {
            FeatureSpec.Definition definition = spec.features().get(slot).definition();
            if (definition instanceof Field field) {
                values[slot] = field(transaction, field.source());
            } else if (definition instanceof Clock clock) {
                values[slot] = clock(local, clock.part());
            }
        }
        compute(beforeEntities, values);
        return values;
    }

    private static double field(Transaction transaction, String source) {
        if (source.equals(CataloguePlan.AMOUNT)) {
            return transaction.amount();
        }
        Double number = transaction.numeric().get(source.substring(CataloguePlan.NUMERIC.length()));
        return number == null ? Double.NaN : number;
    }

    private static double clock(ZonedDateTime local, FeatureSpec.Part part) {
        return switch (part) {
            case HOUR -> local.toLocalTime().toSecondOfDay() / 3600.0;
            case WEEKDAY -> local.getDayOfWeek().getValue();
            case WEEKEND -> local.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0 ? 1 : 0;
            case NIGHT -> local.getHour() <= 6 ? 1 : 0;
        };
    }

    /** Names of the features that encode a category. */
    public List<String> encoded() {
        return encoded;
    }

    /** The transaction's categories, one for each of {@link #encoded}; null where it has none. */
    public @Nullable String[] categories(Transaction transaction) {
        @Nullable String[] categories = new @Nullable String[encodedKeys.size()];
        for (int i = 0; i < categories.length; i++) {
            categories[i] = encodedKeys.get(i).of(transaction);
        }
        return categories;
    }

    /** The feature vector, in the order of {@link #names()}; money in major units. */
    public double[] vector(Transaction transaction, Evidence known, Encodings encodings) {
        return vector(known, encodings.codes(encoded, categories(transaction)));
    }

    /**
     * The feature vector of a transaction whose categories are encoded already.
     *
     * @param codes one for each of {@link #encoded}
     */
    public double[] vector(Evidence known, double[] codes) {
        double[] values = complete(known, codes);
        double[] vector = new double[visible.length];
        for (int i = 0; i < visible.length; i++) {
            vector[i] = values[visible[i]];
        }
        return vector;
    }

    private double[] complete(Evidence known, double[] codes) {
        double[] values = known.values();
        if (codes.length > 0) {
            values = values.clone();
            for (int i = 0; i < codes.length; i++) {
                values[encodedSlots[i]] = codes[i];
            }
            compute(afterEntities, values);
        }
        return values;
    }

    /**
     * A feature's value in words, with the entity's norm where the catalogue has one: "amount 412.00, 8.1 times this account's
     * mean over 60 days".
     *
     * @param feature index into {@link #names()}
     */
    public String describe(Transaction transaction, Evidence known, Encodings encodings, int feature) {
        double[] values = complete(known, encodings.codes(encoded, categories(transaction)));
        return text.of(visible[feature], new FeatureText.Subject(transaction, values, encodings));
    }

    private static void compute(List<Step> steps, double[] values) {
        for (Step step : steps) {
            if (step instanceof Step.Computed computed) {
                computed.fill(values);
            }
        }
    }
}
