package io.weir.cli.faults;

import io.weir.cli.settings.PolicyFile;
import io.weir.decision.Policy;
import io.weir.stream.Topics;
import io.weir.training.BundleFile;
import io.weir.wire.PublishedBundle;
import io.weir.wire.PublishedPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Publishes what must not come into force, to take effect in the middle of the history. */
final class BadPublications {

    private static final String REFUSED = "cannot be used and is ignored";

    private BadPublications() {}

    /** While it runs; then both instances start again and have to read it all at their start. */
    static void inject(FaultRun run) throws IOException {
        Application.Setup setup = run.application().setup();
        World world = run.world();
        run.until(0.2);
        try (Feed feed = new Feed(world.brokers().plain(), setup.topics(), world.wire())) {
            publish(run, feed);
        }
        run.until(0.6);
        run.note("published and refused while running: " + run.application().said(REFUSED) + " lines in the logs");
        run.faults("kill -9 of an instance", 2);
        List.of(0, 1).forEach(run.application()::kill);
        List.of(0, 1).forEach(run.application()::start);
        run.recover();
        run.note("and again at the start: " + run.application().said(REFUSED) + " lines");
    }

    private static void publish(FaultRun run, Feed feed) throws IOException {
        World world = run.world();
        Topics topics = run.application().setup().topics();
        byte[] bundle = world.bundle();
        byte[] corrupt = bundle.clone();
        corrupt[corrupt.length / 2] ^= 0x55;
        byte[] cut = Arrays.copyOf(bundle, bundle.length / 2);
        long from = FaultBank.begin() + 3 * FaultBank.DAY;
        bundle(run, feed, "corrupt bundle", from, bundle, corrupt);
        bundle(run, feed, "corrupt bundle with a digest of its own", from + 1, corrupt, corrupt);
        bundle(run, feed, "truncated bundle", from + 2, cut, cut);
        bundle(run, feed, "bundle of another catalogue", from + 3, world.otherBundle(), world.otherBundle());
        run.put("bytes that are no bundle", 1);
        feed.publish(topics.bundles(), key("champion", from + 4), new byte[] {0, 0, 0, 0, 1, 2, 3});
        run.put("policy with a queue that has no topic", 1);
        Path file = Files.writeString(
                run.application().setup().directory().resolve("policy.yaml"),
                "{id: default, currency: USD, review-queue: nobody}\n");
        Policy policy = PolicyFile.read(file);
        byte[] value = world.wire().policy(topics.policies(), new PublishedPolicy(policy, from));
        feed.publish(topics.policies(), key(policy.id(), from), value);
        run.put("bytes that are no policy", 1);
        feed.publish(topics.policies(), key(policy.id(), from + 1), new byte[] {9});
    }

    private static void bundle(FaultRun run, Feed feed, String what, long from, byte[] signed, byte[] content) {
        run.put(what, 1);
        Topics topics = run.application().setup().topics();
        feed.publish(
                topics.bundles(),
                key("champion", from),
                run.world().wire().bundle(topics.bundles(), published(signed, content, from)));
    }

    /** @param signed whose digest it is published under */
    static PublishedBundle published(byte[] signed, byte[] content, long from) {
        return new PublishedBundle("champion", BundleFile.version(signed), Digest.of(signed), from, from, content);
    }

    static String key(String name, long from) {
        return name + '|' + String.format(Locale.ROOT, "%013d", from);
    }
}
