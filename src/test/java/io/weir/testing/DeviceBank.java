package io.weir.testing;

import io.weir.decision.ModelBundle;
import io.weir.feature.CatalogueSpec;
import io.weir.feature.CatalogueSpec.EntitySpec;
import io.weir.feature.FeatureCatalogue;
import io.weir.feature.FeatureSpec;
import io.weir.feature.FeatureSpec.Aggregate;
import io.weir.feature.FeatureSpec.Derived;
import io.weir.feature.FeatureSpec.Field;
import io.weir.feature.FeatureSpec.Kind;
import io.weir.feature.FeatureSpec.Operation;
import io.weir.history.Event;
import io.weir.training.BundleFile;
import io.weir.transaction.IdHash;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@link SmallBank}, whose payments name the device that they came from: one of forty, that accounts share, and none for one
 * payment in six. Catalogues of one to three entities in any order, the same features for each entity, and bundles of them.
 */
public final class DeviceBank {

    public static final String DEVICE = "device_id";

    private static final Map<String, ModelBundle> BUNDLES = new ConcurrentHashMap<>();
    private static final Map<String, ModelBundle> FILES = new ConcurrentHashMap<>();

    private DeviceBank() {}

    private static final class History {
        static final List<LabelledTransaction> ALL = SmallBank.history().stream()
                .map(next -> new LabelledTransaction(withDevice(next.transaction()), next.label()))
                .toList();
    }

    private static Transaction withDevice(Transaction t) {
        long die = Math.floorMod(IdHash.of(t.id()), 6);
        if (die == 0) {
            return t;
        }
        String whose = die < 4 ? t.account() : t.id();
        String device = "device-" + Math.floorMod(IdHash.of(whose), 40);
        return new Transaction(
                t.id(),
                t.account(),
                t.merchant(),
                t.timeMillis(),
                t.amountMinor(),
                t.currency(),
                t.numeric(),
                Map.of(DEVICE, device));
    }

    public static List<LabelledTransaction> history() {
        return History.ALL;
    }

    /** Payments and reports in the order in which a stream sees them; a payment that comes late stays where it stands. */
    public static List<Event> events(List<LabelledTransaction> history) {
        return SmallBank.events(history);
    }

    /** A bundle of {@link #catalogue}, trained once in a process. */
    public static ModelBundle bundle(FeatureCatalogue catalogue) {
        return BUNDLES.computeIfAbsent(catalogue.id(), id -> SmallBank.train(catalogue, history()));
    }

    /** {@link #bundle} as a file; this process remembers whose it is. */
    public static byte[] bundleBytes(FeatureCatalogue catalogue) {
        byte[] file = SmallBank.bytes(bundle(catalogue), catalogue.id());
        FILES.put(BundleFile.version(file), bundle(catalogue));
        return file;
    }

    /** The bundle in a file of {@link #bundleBytes}. */
    public static ModelBundle read(byte[] file) {
        return Objects.requireNonNull(FILES.get(BundleFile.version(file)), "a bundle of this bank");
    }

    /**
     * A count, a mean, a count of accounts, of reported frauds and a mean of what the entity before has said, for each entity.
     *
     * @param entities of account, device and merchant; the account first
     */
    public static FeatureCatalogue catalogue(String... entities) {
        List<EntitySpec> specs = new ArrayList<>();
        List<FeatureSpec> features = new ArrayList<>();
        features.add(new FeatureSpec("amount", false, new Field("amount")));
        String before = "amount";
        for (String entity : entities) {
            specs.add(new EntitySpec(entity, entity.equals("device") ? "categorical." + DEVICE : entity));
            String mean = entity + "_mean";
            features.add(aggregate(entity + "_count", entity, Kind.COUNT, null, 7));
            features.add(aggregate(entity + "_accounts", entity, Kind.DISTINCT, "account", 7));
            features.add(aggregate(entity + "_frauds", entity, Kind.FRAUD_COUNT, null, 28));
            features.add(aggregate(mean, entity, Kind.MEAN, before, 7));
            before = entity + "_ratio";
            features.add(
                    new FeatureSpec(before, false, new Derived(Operation.RATIO, List.of("amount", mean), List.of())));
        }
        String id = String.join("-", entities);
        return FeatureCatalogue.of(new CatalogueSpec(id, ZoneOffset.UTC, specs, features));
    }

    private static FeatureSpec aggregate(String name, String entity, Kind kind, @Nullable String of, int days) {
        Aggregate aggregate =
                new Aggregate(entity, kind, of, Duration.ofDays(days), Duration.ZERO, null, kind == Kind.COUNT);
        return new FeatureSpec(name, false, aggregate);
    }
}
