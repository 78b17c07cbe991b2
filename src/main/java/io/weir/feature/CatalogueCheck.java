package io.weir.feature;

import io.weir.feature.CatalogueException.Fault;
import io.weir.feature.CatalogueSpec.EntitySpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a catalogue can be computed as declared; see {@link FeatureSpec} for what the declarations mean. */
public final class CatalogueCheck {

    static final String KEY_ALLOWED = "account, merchant or categorical.NAME";

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final String NAME_ALLOWED = "a lower-case letter, then up to 63 lower-case letters, digits and _";
    private static final String ATTRIBUTE = "[\\p{L}\\p{N}_]([\\p{L}\\p{N}_.:/ -]{0,98}[\\p{L}\\p{N}_])?";
    private static final Pattern KEY = Pattern.compile("account|merchant|categorical\\." + ATTRIBUTE);
    private static final Pattern SOURCE = Pattern.compile("amount|numeric\\." + ATTRIBUTE);

    /** Stage two sees the forest's score under this name, beside the features. */
    private static final String RESERVED = "forest_score";

    private CatalogueCheck() {}

    /**
     * Checks names, references, keys, numbers and the order of hops.
     *
     * @throws CatalogueException naming the entity or feature at fault, the value and what is allowed
     */
    public static void check(CatalogueSpec spec) {
        if (!ID.matcher(spec.id()).matches()) {
            throw whole("catalogue", spec.id(), "1 to 64 lower-case letters, digits, '.', '_' and '-'");
        }
        checkEntities(spec.entities());
        FeatureCheck check =
                new FeatureCheck(spec.entities().stream().map(EntitySpec::name).toList());
        Set<String> names = new HashSet<>();
        for (int i = 0; i < spec.features().size(); i++) {
            FeatureSpec feature = spec.features().get(i);
            checkName("features", i, feature.name(), names);
            if (feature.name().equals(RESERVED)) {
                throw declared("features", i, feature.name(), "another name: this is the one of stage one's score");
            }
            check.next(i, feature);
        }
        if (spec.features().stream().allMatch(FeatureSpec::hidden)) {
            throw whole(
                    "features",
                    spec.features().isEmpty() ? null : "all hidden",
                    "at least one feature that is not hidden");
        }
    }

    static boolean isKey(@Nullable String text) {
        return text != null && KEY.matcher(text).matches();
    }

    static boolean isSource(String text) {
        return SOURCE.matcher(text).matches();
    }

    private static void checkEntities(List<EntitySpec> entities) {
        if (entities.isEmpty()) {
            throw whole("entities", null, "one or more, the first with the key account");
        }
        Set<String> names = new HashSet<>();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < entities.size(); i++) {
            EntitySpec entity = entities.get(i);
            checkName("entities", i, entity.name(), names);
            if (!isKey(entity.key())) {
                throw keyed(i, entity, KEY_ALLOWED);
            }
            if (keys.contains(entity.key())) {
                throw keyed(i, entity, "a key that no other entity has");
            }
            if (i == 0 && !entity.key().equals("account")) {
                throw keyed(i, entity, "account, because transactions arrive by it");
            }
            keys.add(entity.key());
        }
    }

    private static void checkName(String section, int index, String name, Set<String> names) {
        if (!NAME.matcher(name).matches()) {
            throw declared(section, index, name, NAME_ALLOWED);
        }
        if (!names.add(name)) {
            throw declared(section, index, name, "a name that was not given before");
        }
    }

    private static CatalogueException whole(String section, @Nullable String value, String allowed) {
        return new CatalogueException(new Fault(section, -1, "", null, value, allowed, List.of()));
    }

    private static CatalogueException declared(String section, int index, String name, String allowed) {
        return new CatalogueException(new Fault(section, index, "", null, name, allowed, List.of()));
    }

    private static CatalogueException keyed(int index, EntitySpec entity, String allowed) {
        List<String> names = List.of("account", "merchant");
        return new CatalogueException(new Fault("entities", index, entity.name(), null, entity.key(), allowed, names));
    }
}
