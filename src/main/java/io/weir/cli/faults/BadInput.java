package io.weir.cli.faults;

import io.weir.cli.faults.OtherSchemas.Registered;
import io.weir.cli.faults.Sent.Expected;
import io.weir.transaction.InvalidRecordException.Reason;
import io.weir.transaction.Transaction;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * A clean history with what producers get wrong in between: none of it may change any decision. What is unusable is added to it;
 * what is only strange (a redelivery, another version of the schema, a changed order) is done to payments that are there.
 */
final class BadInput {

    private static final int EVERY = 23;
    private static final int LARGE = 8 << 20;
    private static final int NO_SCHEMA = 2_000_000_000;

    private final SplittableRandom random;
    private final Feed feed;
    private final OtherSchemas schemas;
    private final Map<String, Integer> injected = new LinkedHashMap<>();
    private final List<Sent> mixed = new ArrayList<>();
    private final long tooLate;

    /** @param now by the clock */
    BadInput(long seed, Feed feed, OtherSchemas schemas, long now) {
        this.random = new SplittableRandom(seed);
        this.feed = feed;
        this.schemas = schemas;
        this.tooLate = now + FaultBank.DAY + 3_600_000;
    }

    /** How many of each kind were put in. */
    Map<String, Integer> injected() {
        return injected;
    }

    List<Sent> into(List<Sent> clean, List<Transaction> payments) {
        byte[] sample =
                value(clean.stream().filter(each -> !each.labels()).findFirst().orElseThrow());
        Registered more = schemas.withField(sample, "channel");
        Registered less = schemas.withoutAttributes(sample);
        Map<String, Transaction> byId = new LinkedHashMap<>();
        payments.forEach(payment -> byId.put(payment.id(), payment));
        int kind = 0;
        int number = 0;
        for (Sent each : clean) {
            Transaction payment = each.labels() || each.id() == null ? null : byId.get(each.id());
            if (payment == null || ++number % EVERY != 0) {
                mixed.add(each);
                continue;
            }
            byte[] value = value(each);
            switch (kind++ % 12) {
                case 0 -> before(each, "poison bytes", Sent.dead(each.key(), randomBytes(64), Reason.UNREADABLE));
                case 1 -> before(each, "empty value", Sent.dead(each.key(), new byte[0], Reason.UNREADABLE));
                case 2 -> before(each, "null value", Sent.dead(each.key(), null, Reason.UNREADABLE));
                case 3 ->
                    before(each, "unknown schema id", Sent.dead(each.key(), ofUnknownSchema(value), Reason.SCHEMA));
                case 4 ->
                    before(
                            each,
                            "cut short",
                            Sent.dead(each.key(), Arrays.copyOf(value, value.length / 2), Reason.UNREADABLE));
                case 5 -> instead("schema with a field more", again(each, schemas.written(value, more)));
                case 6 -> instead("schema with a field less", again(each, schemas.written(value, less)));
                case 7 -> after(each, "duplicate", new Sent(false, null, each.key(), value, Expected.NOTHING, null));
                case 8 ->
                    after(
                            each,
                            "id again with another amount",
                            Sent.dead(
                                    each.key(),
                                    other(payment, payment.id(), payment.timeMillis()),
                                    Reason.CONFLICTING_DUPLICATE));
                case 9 ->
                    before(
                            each,
                            "clock a day ahead",
                            Sent.dead(each.key(), other(payment, "ahead-" + number, tooLate), Reason.INVALID_FIELD));
                case 10 ->
                    before(
                            each,
                            "key of another account",
                            Sent.dead(
                                    Feed.bytes("nobody"),
                                    other(payment, "stray-" + number, payment.timeMillis()),
                                    Reason.KEY_MISMATCH));
                default -> swapped(each);
            }
        }
        large(byId.values().iterator().next());
        return mixed;
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

    /** In front of the payment before it, when that is of another account: in the order of event time nothing changes. */
    private void swapped(Sent each) {
        Sent before = mixed.get(mixed.size() - 1);
        boolean other = !before.labels() && before.id() != null && !Arrays.equals(before.key(), each.key());
        if (other) {
            count("order of two changed");
        }
        mixed.add(other ? mixed.size() - 1 : mixed.size(), each);
    }

    /** Once bytes that are no record, once a payment with as many bytes behind it. */
    private void large(Transaction payment) {
        int middle = mixed.size() / 2;
        byte[] key = Feed.bytes(payment.account());
        byte[] huge = Arrays.copyOf(other(payment, "huge", payment.timeMillis()), LARGE);
        mixed.add(middle, Sent.dead(key, randomBytes(LARGE), Reason.UNREADABLE));
        mixed.add(middle, Sent.dead(key, huge, Reason.UNREADABLE));
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
                Expected.NOTHING));
    }

    private static Sent again(Sent each, byte[] value) {
        return new Sent(false, each.id(), each.key(), value, each.expected(), null);
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
