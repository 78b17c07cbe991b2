package io.weir.feature;

import java.time.ZoneId;
import java.util.List;

/**
 * What a feature catalogue declares: the entities that history is kept for and, in order, the features.
 *
 * @param id name and version, for example standard-1; whatever changes a value changes it
 * @param zone whose clock the parts of the day go by
 * @param entities in the order in which a transaction visits them; the first is keyed by the account
 * @param features each may refer to those before it only
 */
public record CatalogueSpec(String id, ZoneId zone, List<EntitySpec> entities, List<FeatureSpec> features) {

    /** Copies the lists; a zone that is always off by the same is that offset, so that UTC is UTC by any name. */
    public CatalogueSpec {
        zone = zone.normalized();
        entities = List.copyOf(entities);
        features = List.copyOf(features);
    }

    /**
     * A kind of thing that has a history.
     *
     * @param name for example device
     * @param key what identifies one: {@code account}, {@code merchant} or {@code categorical.NAME}
     */
    public record EntitySpec(String name, String key) {}
}
