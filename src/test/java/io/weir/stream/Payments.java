package io.weir.stream;

import io.weir.testing.LocalCluster;
import io.weir.testing.SmallBank;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import io.weir.wire.WeirAvroSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Payments and labels made by hand. */
final class Payments {

    static final long DAY = Duration.ofDays(1).toMillis();
    static final long START = SmallBank.START;

    private Payments() {}

    static Transaction payment(String id, long time) {
        return payment(id, "alice", "bakery", time, 300);
    }

    static Transaction payment(String id, String account, String merchant, long time, long amountMinor) {
        return new Transaction(id, account, merchant, time, amountMinor, "USD", Map.of(), Map.of());
    }

    static Label fraud(Transaction transaction, long reported) {
        return new Label(transaction.id(), transaction.account(), true, Label.Source.CHARGEBACK, reported);
    }

    static Label cleared(Transaction transaction, long reported) {
        return new Label(transaction.id(), transaction.account(), false, Label.Source.ANALYST, reported);
    }

    /** A transaction of the schema that no {@link Transaction} would be: one field changed. */
    static byte[] wrong(Transaction t, String field, Object value) {
        GenericRecord datum = datum(t, schema(""));
        datum.put(field, value);
        return serialized("transactions", datum, LocalCluster.registryUrl());
    }

    /** A transaction of a newer schema, with one field more. */
    static byte[] evolved(String registryUrl, Transaction t) {
        String more = ", {\"name\": \"channel\", \"type\": \"string\", \"default\": \"\"}";
        GenericRecord datum = datum(t, schema(more));
        datum.put("channel", "phone");
        return serialized("evolved", datum, registryUrl);
    }

    private static GenericRecord datum(Transaction t, Schema schema) {
        GenericRecord datum = new GenericData.Record(schema);
        datum.put("transaction_id", t.id());
        datum.put("account_id", t.account());
        datum.put("merchant_id", t.merchant());
        datum.put("event_time", t.timeMillis());
        datum.put("amount_minor", t.amountMinor());
        datum.put("currency", t.currency());
        datum.put("numeric", t.numeric());
        datum.put("categorical", t.categorical());
        return datum;
    }

    private static byte[] serialized(String topic, GenericRecord datum, String registryUrl) {
        try (WeirAvroSerializer serializer = new WeirAvroSerializer()) {
            serializer.configure(Map.of("schema.registry.url", registryUrl), false);
            return serializer.serialize(topic, datum);
        }
    }

    private static Schema schema(String moreFields) {
        try {
            String json = Files.readString(Path.of("schemas/transaction.avsc"));
            int end = json.lastIndexOf(']');
            return new Schema.Parser().parse(json.substring(0, end) + moreFields + json.substring(end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
