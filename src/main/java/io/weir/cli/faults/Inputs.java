package io.weir.cli.faults;

import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Publishes the bundle and makes all that an application is to read. */
final class Inputs {

    /** Within which the instances have to start before live payments begin. */
    private static final long BOOT_MILLIS = 15_000;

    private static final int LIVE_PAYMENTS = 3_600;
    private static final int LIVE_EVERY_MILLIS = 25;
    private static final int LIVE_LABEL_EVERY = 20;
    private static final int OFF_EVERY = 10;

    private final World world;
    private final Application.Setup setup;
    private final Feed feed;

    Inputs(World world, Application.Setup setup, Feed feed) {
        this.world = world;
        this.setup = setup;
        this.feed = feed;
    }

    /**
     * What is sent.
     *
     * @param strange what was put in that does not belong there, and how often
     */
    record Made(List<Sent> records, Map<String, Integer> strange) {}

    Made make(Faults.Input input, long seed) {
        publishBundle();
        List<Transaction> payments = world.bank().payments();
        List<Sent> clean = feed.clean(world.bank());
        OtherSchemas schemas =
                new OtherSchemas(world.registry().url(), setup.topics().transactions());
        return switch (input) {
            case CLEAN -> new Made(clean, Map.of());
            case LATER_SCHEMA -> new Made(later(clean, schemas), Map.of());
            case BAD -> {
                BadInput bad = new BadInput(seed, feed, schemas, System.currentTimeMillis());
                yield new Made(bad.into(clean, payments), bad.injected());
            }
            case CLOCK_OFF -> clockOff(clean, payments);
            case LIVE -> new Made(live(payments), Map.of());
        };
    }

    private void publishBundle() {
        long from = FaultBank.begin();
        String topic = setup.topics().bundles();
        byte[] bundle = world.wire().bundle(topic, BadPublications.published(world.bundle(), world.bundle(), from));
        feed.publish(topic, BadPublications.key("champion", from), bundle);
    }

    private static List<Sent> later(List<Sent> clean, OtherSchemas schemas) {
        Sent first = clean.stream().filter(each -> !each.labels()).findFirst().orElseThrow();
        OtherSchemas.Registered more = schemas.withField(BadInput.value(first), "of_a_later_version");
        List<Sent> all = new ArrayList<>();
        for (Sent each : clean) {
            boolean other = !each.labels() && all.size() > clean.size() / 3 * 2;
            all.add(other ? each.with(schemas.written(BadInput.value(each), more)) : each);
        }
        return all;
    }

    /**
     * In the second half every tenth payment once more as one of its own, by a producer whose clock is off by a day: from the day
     * before, and from the day after, which makes all others late.
     */
    private Made clockOff(List<Sent> clean, List<Transaction> payments) {
        List<Sent> all = new ArrayList<>(clean.subList(0, clean.size() / 2));
        Map<String, Transaction> byId = new HashMap<>();
        payments.forEach(payment -> byId.put(payment.id(), payment));
        Map<String, Integer> strange = new LinkedHashMap<>();
        int number = 0;
        for (Sent each : clean.subList(clean.size() / 2, clean.size())) {
            all.add(each);
            Transaction t = each.labels() ? null : byId.get(Objects.requireNonNull(each.id()));
            if (t != null && ++number % OFF_EVERY == 0) {
                boolean ahead = number / OFF_EVERY % 2 == 0;
                long off = t.timeMillis() + (ahead ? FaultBank.DAY : -FaultBank.DAY);
                all.add(feed.payment(FaultBank.copy(t, "off-" + number, off), each.time(), Sent.Expected.DECISION));
                strange.merge(ahead ? "payment a day ahead" : "payment a day behind", 1, Integer::sum);
            }
        }
        return new Made(all, strange);
    }

    /** Payments of these accounts from soon on, at the times of the clock, some of them judged a second later. */
    private List<Sent> live(List<Transaction> payments) {
        long begin = System.currentTimeMillis() + BOOT_MILLIS;
        List<Sent> all = new ArrayList<>();
        for (int i = 0; i < LIVE_PAYMENTS; i++) {
            Transaction t = payments.get(i % payments.size());
            long time = begin + (long) i * LIVE_EVERY_MILLIS;
            all.add(feed.payment(FaultBank.copy(t, "live-" + i, time), time, Sent.Expected.DECISION));
            if (i % LIVE_LABEL_EVERY == 0) {
                long reported = time + 1_000;
                Label label = new Label("live-" + i, t.account(), false, Label.Source.ANALYST, reported);
                all.add(feed.label(label, reported, Sent.Expected.OUTCOME));
            }
        }
        all.sort(Comparator.comparingLong(Sent::time));
        return all;
    }
}
