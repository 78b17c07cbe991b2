package io.weir.wire;

import io.weir.wire.avro.Action;
import io.weir.wire.avro.Alert;
import io.weir.wire.avro.BaseRate;
import io.weir.wire.avro.BaseRateCommand;
import io.weir.wire.avro.Bundle;
import io.weir.wire.avro.Condition;
import io.weir.wire.avro.Decision;
import io.weir.wire.avro.Label;
import io.weir.wire.avro.LabelSource;
import io.weir.wire.avro.Outcome;
import io.weir.wire.avro.Policy;
import io.weir.wire.avro.RateInterval;
import io.weir.wire.avro.Reason;
import io.weir.wire.avro.Review;
import io.weir.wire.avro.Rule;
import io.weir.wire.avro.Transaction;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * The Avro types that Weir reads and writes, and no others: a schema may name any class, so names are looked up in a fixed
 * table and never loaded.
 */
final class WireModel extends SpecificData {

    static final WireModel INSTANCE = new WireModel();

    private static final Map<String, Schema> RECORDS = Map.of(
            name(Transaction.getClassSchema()), Transaction.getClassSchema(),
            name(Label.getClassSchema()), Label.getClassSchema(),
            name(Decision.getClassSchema()), Decision.getClassSchema(),
            name(Alert.getClassSchema()), Alert.getClassSchema(),
            name(Outcome.getClassSchema()), Outcome.getClassSchema(),
            name(BaseRate.getClassSchema()), BaseRate.getClassSchema(),
            name(BaseRateCommand.getClassSchema()), BaseRateCommand.getClassSchema(),
            name(Bundle.getClassSchema()), Bundle.getClassSchema(),
            name(Policy.getClassSchema()), Policy.getClassSchema());

    private static final Map<String, Class<?>> CLASSES = Map.ofEntries(
            Map.entry(name(Transaction.getClassSchema()), Transaction.class),
            Map.entry(name(Label.getClassSchema()), Label.class),
            Map.entry(name(LabelSource.getClassSchema()), LabelSource.class),
            Map.entry(name(Decision.getClassSchema()), Decision.class),
            Map.entry(name(Action.getClassSchema()), Action.class),
            Map.entry(name(Reason.getClassSchema()), Reason.class),
            Map.entry(name(Review.getClassSchema()), Review.class),
            Map.entry(name(Alert.getClassSchema()), Alert.class),
            Map.entry(name(Outcome.getClassSchema()), Outcome.class),
            Map.entry(name(BaseRate.getClassSchema()), BaseRate.class),
            Map.entry(name(BaseRateCommand.getClassSchema()), BaseRateCommand.class),
            Map.entry(name(RateInterval.getClassSchema()), RateInterval.class),
            Map.entry(name(Bundle.getClassSchema()), Bundle.class),
            Map.entry(name(Policy.getClassSchema()), Policy.class),
            Map.entry(name(Rule.getClassSchema()), Rule.class),
            Map.entry(name(Condition.getClassSchema()), Condition.class));

    private WireModel() {
        addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    }

    /** Our reader schema for a record written under this full name; null when it is not one of ours. */
    static @Nullable Schema readerSchema(String fullName) {
        return RECORDS.get(fullName);
    }

    /** Full names of the records, sorted. */
    static Set<String> recordNames() {
        return new TreeSet<>(RECORDS.keySet());
    }

    @Override
    @SuppressWarnings({"rawtypes", "NullAway"}) // Avro's contract is null for a name without a class
    public Class getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> CLASSES.get(schema.getFullName());
            default -> super.getClass(schema);
        };
    }

    private static String name(Schema schema) {
        return schema.getFullName();
    }
}
