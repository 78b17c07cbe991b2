package io.weir.cli.faults;

import io.weir.cli.faults.OtherSchemas.Registered;
import io.weir.cli.faults.Sent.Expected;
import io.weir.transaction.InvalidRecordException.Reason;
import io.weir.transaction.Transaction;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/**
 * A clean history with what producers get wrong in between: none of it may change any decision. What is unusable is added to it;
 * what is only strange (a redelivery, another version of the schema, a changed order) is done to payments that are there.
 */
final class BadInput {

    private static final int EVERY = 23;
    private static final int LARGE = 8 << 20;
    private static final int MUCH_LATER = 2_000;
    private static final int NO_SCHEMA = 2_000_000_000;

    private final SplittableRandom random;
    private final Feed feed;
    private final OtherSchemas schemas;
    private final Map<String, Integer> injected = new LinkedHashMap<>();
    private final List<Sent> mixed = new ArrayList<>();
    private final Map<String, Transaction> byId = new HashMap<>();
    private final Queue<Sent> toRepeat = new ArrayDeque<>();
    private final Queue<Integer> repeatAt = new ArrayDeque<>();
    private final long tooLate;

    /** @param now by the clock */
    BadInput(long seed, Feed feed, OtherSchemas schemas, long now) {
        this.random = new SplittableRandom(seed);
        this.feed = feed;
        this.schemas = schemas;
        this.tooLate = now + FaultBank.DAY + FaultBank.HOUR;
    }

    /** How many of each kind were put in. */
    Map<String, Integer> injected() {
        return injected;
    }

    List<Sent> into(List<Sent> clean, List<Transaction> payments) {
        Sent sample = clean.stream().filter(each -> !each.labels()).findFirst().orElseThrow();
        Registered more = schemas.withField(value(sample), "channel");
        Registered less = schemas.withoutAttributes(value(sample));
        payments.forEach(payment -> byId.put(payment.id(), payment));
        int kind = 0;
        int number = 0;
        for (Sent each : clean) {
            Transaction payment = each.labels() || each.id() == null ? null : byId.get(each.id());
            if (payment == null || ++number % EVERY != 0) {
                mixed.add(each);
            } else if (kind++ % 2 == 0) {
                unusable(each, payment, kind / 2 % 7);
            } else {
                strange(each, kind / 2 % 6, more, less);
            }
            repeatLater();
        }
        large(payments.get(0));
        return mixed;
    }

    /** Another record beside this one, which has to become a dead letter. */
    private void unusable(Sent each, Transaction payment, int kind) {
        byte[] key = each.key();
        byte[] value = value(each);
        switch (kind) {
            case 0 -> before(each, "poison bytes", each.dead(key, randomBytes(64), Reason.UNREADABLE));
            case 1 -> before(each, "empty value", each.dead(key, new byte[0], Reason.UNREADABLE));
            case 2 -> before(each, "null value", each.dead(key, null, Reason.UNREADABLE));
            case 3 -> before(each, "unknown schema id", each.dead(key, ofUnknownSchema(value), Reason.SCHEMA));
            case 4 ->
                before(each, "cut short", each.dead(key, Arrays.copyOf(value, value.length / 2), Reason.UNREADABLE));
            case 5 ->
                before(
                        each,
                        "clock a day ahead of the present",
                        each.dead(key, other(payment, "ahead-" + payment.id(), tooLate), Reason.INVALID_FIELD));
            default ->
                before(
                        each,
                        "key of another account",
                        each.dead(
                                Feed.bytes("nobody"),
                                other(payment, "stray-" + payment.id(), payment.timeMillis()),
                                Reason.KEY_MISMATCH));
        }
    }

    /** Something done to the payment itself, which has to be decided all the same. */
    private void strange(Sent each, int kind, Registered more, Registered less) {
        Transaction payment = Objects.requireNonNull(byId.get(each.id()));
        switch (kind) {
            case 0 -> instead("schema with a field more", each.with(schemas.written(value(each), more)));
            case 1 -> instead("schema with a field less", each.with(schemas.written(value(each), less)));
            case 2 -> after(each, "duplicate", each.again(each.time()));
            case 3 -> {
                mixed.add(each);
                toRepeat.add(each);
                repeatAt.add(mixed.size() + MUCH_LATER);
            }
            case 4 ->
                after(
                        each,
                        "id again with another amount",
                        each.dead(
                                each.key(),
                                other(payment, payment.id(), payment.timeMillis()),
                                Reason.CONFLICTING_DUPLICATE));
            default -> swapped(each);
        }
    }

    private void repeatLater() {
        if (!toRepeat.isEmpty() && mixed.size() >= repeatAt.element()) {
            count("duplicate " + MUCH_LATER + " records later");
            mixed.add(toRepeat.remove().again(mixed.get(mixed.size() - 1).time()));
            repeatAt.remove();
        }
    }

    private void count(String what) {
        injected.merge(what, 1, Integer::sum);
    }

    private void before(Sent each, String what, Sent bad) {
        count(what);
        mixed.add(bad);
        mixed.add(each);
    }

    private void after(Sent each, String what, Sent bad) {
        count(what);
        mixed.add(each);
        mixed.add(bad);
    }

    private void instead(String what, Sent again) {
        count(what);
        mixed.add(again);
    }

    /**
     * In front of the payment before it in its partition, when that is of another account and of the same hour, so that no mark
     * lies between them: in the order of event time nothing changes.
     */
    private void swapped(Sent each) {
        int at = mixed.size() - 1;
        while (at > 0 && (mixed.get(at).labels() || partition(mixed.get(at)) != partition(each))) {
            at--;
        }
        Sent before = mixed.get(at);
        boolean other = before.expected() == Expected.DECISION
                && !Arrays.equals(before.key(), each.key())
                && before.time() / FaultBank.HOUR == each.time() / FaultBank.HOUR;
        if (other) {
            count("order of two changed");
        }
        mixed.add(other ? at : mixed.size(), each);
    }

    private static int partition(Sent each) {
        return BuiltInPartitioner.partitionForKey(Objects.requireNonNull(each.key()), Application.PARTITIONS);
    }

    /** Once bytes that are no record, once a payment with as many bytes behind it. */
    private void large(Transaction payment) {
        int middle = mixed.size() / 2;
        byte[] key = Feed.bytes(payment.account());
        Sent beside = mixed.get(middle);
        byte[] huge = Arrays.copyOf(other(payment, "huge", payment.timeMillis()), LARGE);
        mixed.add(middle, beside.dead(key, randomBytes(LARGE), Reason.UNREADABLE));
        mixed.add(middle, beside.dead(key, huge, Reason.UNREADABLE));
        injected.put("8 MB", 2);
    }

    private byte[] other(Transaction t, String id, long time) {
        return value(feed.payment(
                new Transaction(
                        id,
                        t.account(),
                        t.merchant(),
                        time,
                        t.amountMinor() + 1,
                        t.currency(),
                        t.numeric(),
                        t.categorical()),
                time,
                Expected.NOTHING));
    }

    private static byte[] ofUnknownSchema(byte[] value) {
        byte[] copy = value.clone();
        ByteBuffer.wrap(copy).putInt(1, NO_SCHEMA);
        return copy;
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        bytes[0] = 1;
        return bytes;
    }

    static byte[] value(Sent each) {
        return Objects.requireNonNull(each.value());
    }
}
