package io.weir.testing;

import io.weir.feature.CatalogueSpec;
import io.weir.feature.CatalogueSpec.EntitySpec;
import io.weir.feature.FeatureCatalogue;
import io.weir.feature.FeatureSpec;
import io.weir.feature.FeatureSpec.Aggregate;
import io.weir.feature.FeatureSpec.Clock;
import io.weir.feature.FeatureSpec.Field;
import io.weir.feature.FeatureSpec.Kind;
import io.weir.feature.FeatureSpec.Part;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The handbook's fifteen features (Le Borgne, Siblini, Lebichot, Bontempi 2022, chapter 3), written out once more. */
public final class Handbook {

    private static final FeatureCatalogue UTC = FeatureCatalogue.of(spec(ZoneOffset.UTC));

    private Handbook() {}

    public static FeatureCatalogue catalogue() {
        return UTC;
    }

    public static CatalogueSpec spec(ZoneId zone) {
        List<FeatureSpec> features = new ArrayList<>();
        features.add(new FeatureSpec("amount", false, new Field("amount")));
        features.add(new FeatureSpec("weekend", false, new Clock(Part.WEEKEND)));
        features.add(new FeatureSpec("night", false, new Clock(Part.NIGHT)));
        for (int days : new int[] {1, 7, 30}) {
            features.add(aggregate("account_count_" + days + "d", "account", Kind.COUNT, null, days, 0));
            features.add(aggregate("account_mean_amount_" + days + "d", "account", Kind.MEAN, "amount", days, 0));
        }
        for (int days : new int[] {1, 7, 30}) {
            features.add(aggregate("merchant_count_" + days + "d", "merchant", Kind.COUNT, null, days, 7));
            features.add(aggregate("merchant_fraud_rate_" + days + "d", "merchant", Kind.FRAUD_RATE, null, days, 7));
        }
        List<EntitySpec> entities =
                List.of(new EntitySpec("account", "account"), new EntitySpec("merchant", "merchant"));
        return new CatalogueSpec("handbook-v1", zone, entities, features);
    }

    private static FeatureSpec aggregate(
            String name, String entity, Kind kind, @Nullable String of, int days, int delayDays) {
        Duration delay = Duration.ofDays(delayDays);
        boolean current = delayDays == 0;
        return new FeatureSpec(
                name, false, new Aggregate(entity, kind, of, Duration.ofDays(days), delay, null, current));
    }
}
