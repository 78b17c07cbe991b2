package io.weir.stream;

import io.weir.feature.EntityProfile;
import io.weir.feature.FeatureCatalogue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entity of the catalogue on the way of a transaction: a repartition by its key, and a store of its profiles.
 *
 * @param index 0 is the account's, where transactions and labels come in; it needs no repartition
 */
record Hop(int index, EntityProfile profile) {

    /** All hops, in the order in which a transaction takes them. */
    static List<Hop> of(FeatureCatalogue catalogue) {
        List<Hop> hops = new ArrayList<>();
        for (EntityProfile profile : catalogue.profiles()) {
            hops.add(new Hop(hops.size(), profile));
        }
        return List.copyOf(hops);
    }

    String name() {
        return profile.name();
    }

    /** Name of the store: entity → packed profile. */
    String store() {
        return name() + "-profiles";
    }

    /** The entity that a message is about; null when its transaction names none. */
    @Nullable
    String key(HopMessage message) {
        return message.key(this);
    }

    /** What a message is partitioned by: where there is no entity its account, so that load spreads. */
    String partitionKey(HopMessage message) {
        String key = key(message);
        return key == null ? message.account() : key;
    }
}
