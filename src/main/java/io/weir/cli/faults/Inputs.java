package io.weir.cli.faults;

import io.weir.transaction.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes the bundle and all that an application is to read. */
final class Inputs {

    private final World world;
    private final Application.Setup setup;
    private final Feed feed;
    private final Book book;

    Inputs(World world, Application.Setup setup, Feed feed, Book book) {
        this.world = world;
        this.setup = setup;
        this.feed = feed;
        this.book = book;
    }

    /** Returns what was put in that does not belong there, and how often. */
    Map<String, Integer> write(Faults.Input input, long seed) {
        publishBundle();
        List<Sent> clean = feed.clean(world.bank());
        List<Transaction> payments = world.bank().payments();
        OtherSchemas schemas =
                new OtherSchemas(world.registry().url(), setup.topics().transactions());
        switch (input) {
            case CLEAN -> feed.send(clean, book);
            case LATER_SCHEMA -> feed.send(later(clean, schemas), book);
            case BAD -> {
                BadInput bad = new BadInput(seed, feed, schemas, System.currentTimeMillis());
                feed.send(bad.into(clean, payments), book);
                return bad.injected();
            }
            case CLOCK_BEHIND -> {
                List<Sent> behind = behind(clean, payments);
                feed.send(behind, book);
                return Map.of("payment a day behind", behind.size() - clean.size());
            }
        }
        return Map.of();
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
            byte[] value = other ? schemas.written(BadInput.value(each), more) : BadInput.value(each);
            all.add(new Sent(each.labels(), each.id(), each.key(), value, each.expected(), null));
        }
        return all;
    }

    /** In the second half every tenth payment once more, as one of its own from the day before. */
    private List<Sent> behind(List<Sent> clean, List<Transaction> payments) {
        List<Sent> all = new ArrayList<>(clean.subList(0, clean.size() / 2));
        Map<String, Transaction> byId = new HashMap<>();
        payments.forEach(payment -> byId.put(payment.id(), payment));
        int number = 0;
        for (Sent each : clean.subList(clean.size() / 2, clean.size())) {
            all.add(each);
            Transaction t = each.labels() ? null : byId.get(Objects.requireNonNull(each.id()));
            if (t != null && ++number % 10 == 0) {
                all.add(feed.payment(
                        new Transaction(
                                "behind-" + number,
                                t.account(),
                                t.merchant(),
                                t.timeMillis() - FaultBank.DAY,
                                t.amountMinor(),
                                t.currency(),
                                t.numeric(),
                                t.categorical()),
                        Sent.Expected.DECISION));
            }
        }
        return all;
    }
}
