package io.weir.cli.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/** The faults, and how each is injected. */
final class Faults {

    private static final Duration LONGER_THAN_A_SESSION = Duration.ofSeconds(Application.SESSION_SECONDS + 5);
    private static final Duration SLOWLY = Duration.ofSeconds(4);
    private static final String KILL = "kill -9 of an instance";
    private static final int KILLS_AT_LEAST_ONCE = 5;
    private static final int KILLS_MORE = 2;
    private static final int KILLS_LIVE = 3;

    /**
     * Stores that at least once may differ in: a payment or label in the middle of a crash may count once more, or not at all,
     * as evidence of the base rate and of the price of a review, which decisions after it have; and early labels stay until they
     * are old. Decisions are compared up to the base rate and the price: by features and scores.
     */
    static final Set<String> AT_LEAST_ONCE_DIFFERS = Set.of(
            "base-rate-estimator",
            "evidence-windows",
            Contents.BASE_RATES,
            "review-slot-price",
            "seen-transactions",
            "early-labels");

    private Faults() {}

    /**
     * One fault.
     *
     * @param instances of Weir at the start
     * @param input what they read
     * @param mayDiffer stores that need not be those of the undisturbed run
     * @param mayEnd whether instances may end by themselves
     */
    record Fault(
            String name,
            int instances,
            boolean exactlyOnce,
            boolean secured,
            Input input,
            Set<String> mayDiffer,
            boolean mayEnd,
            Injection injection) {

        private static Fault of(String name, Input input, Injection injection) {
            return new Fault(name, 2, true, false, input, Set.of(), false, injection);
        }

        private static Fault atLeastOnce(String name, Input input, Injection injection) {
            return new Fault(name, 2, false, false, input, AT_LEAST_ONCE_DIFFERS, false, injection);
        }

        private Fault from(int number) {
            return new Fault(name, number, exactlyOnce, secured, input, mayDiffer, mayEnd, injection);
        }

        private Fault withTls() {
            return new Fault(name, instances, exactlyOnce, true, input, mayDiffer, mayEnd, injection);
        }

        private Fault thatMayEnd() {
            return new Fault(name, instances, exactlyOnce, secured, input, mayDiffer, true, injection);
        }

        /** Whether decisions and state have to be those of the undisturbed run. */
        boolean compared() {
            return input.compared;
        }
    }

    /** What an application reads. */
    enum Input {
        CLEAN(true),
        /** The last third with another version of the schema. */
        LATER_SCHEMA(true),
        BAD(true),
        /** With payments of a producer whose clock is off by a day: they make others late, and what is late has no fixed order. */
        CLOCK_OFF(false),
        /** Payments of now. */
        LIVE(false);

        private final boolean compared;

        Input(boolean compared) {
            this.compared = compared;
        }
    }

    /** Does it, while the application works. */
    @FunctionalInterface
    interface Injection {
        void into(FaultRun run) throws IOException;
    }

    /** The run in which nothing happens, by one instance. */
    static Fault undisturbed() {
        return Fault.of("undisturbed", Input.CLEAN, run -> {}).from(1);
    }

    /** @param kills of instances in the first of them */
    static List<Fault> all(int kills) {
        return List.of(
                Fault.of("kill", Input.CLEAN, run -> kill(run, kills)),
                Fault.of("broker", Input.CLEAN, Faults::killBrokers),
                Fault.of("pause", Input.CLEAN, Faults::pause),
                Fault.of("rebalance", Input.CLEAN, Faults::rebalance),
                Fault.of("registry", Input.LATER_SCHEMA, Faults::registry)
                        .from(1)
                        .thatMayEnd(),
                Fault.of("disk-full", Input.CLEAN, FullDisk::inject).from(1),
                Fault.of("bad-input", Input.BAD, BadPublications::inject),
                Fault.of("clock-off", Input.CLOCK_OFF, run -> kill(run, KILLS_MORE)),
                Fault.of("live", Input.LIVE, run -> kill(run, KILLS_LIVE)),
                Fault.of("secured", Input.CLEAN, run -> kill(run, KILLS_MORE)).withTls(),
                Fault.atLeastOnce(
                        "at-least-once-kill", Input.CLEAN, run -> kill(run, Math.min(kills, KILLS_AT_LEAST_ONCE))),
                Fault.atLeastOnce("at-least-once-bad-input", Input.BAD, run -> kill(run, KILLS_MORE)),
                Fault.of("three-instances", Input.CLEAN, run -> {}).from(3));
    }

    static List<String> names() {
        return all(1).stream().map(Fault::name).toList();
    }

    /**
     * Kills instances while input still comes: one at random, now and then both at once, now and then one once more while it
     * starts, which is not counted. The third, and every fifth after it, stays away until its session is over, so that the
     * standby takes over.
     */
    private static void kill(FaultRun run, int kills) {
        SplittableRandom random = run.random();
        int done = 0;
        for (int round = 0; done < kills; round++) {
            run.until(run.lastMoment() * (0.05 + 0.95 * (done + random.nextDouble()) / kills));
            run.pause(Duration.ofMillis(random.nextInt(500)));
            boolean away = round % 5 == 2;
            boolean both = !away && done + 1 < kills && random.nextInt(3) == 0;
            int first = random.nextInt(2);
            List<Integer> victims = both ? List.of(0, 1) : List.of(first);
            run.faults(away ? KILL + " that stays away" : KILL, victims.size());
            victims.forEach(run.application()::kill);
            done += victims.size();
            if (away) {
                run.recover();
                run.application().start(first);
                continue;
            }
            victims.forEach(run.application()::start);
            if (random.nextInt(5) == 0) {
                run.pause(Duration.ofMillis(random.nextInt(4_000)));
                run.application().kill(first);
                run.application().start(first);
                run.note("killed once more while it started, after " + done + " kills");
            }
            run.recover();
        }
    }

    private static void killBrokers(FaultRun run) {
        Brokers brokers = run.world().brokers();
        String topic = run.application().setup().topics().transactions();
        run.until(0.1);
        killBroker(run, "kill -9 of a broker", () -> run.random().nextInt(brokers.count()));
        run.until(0.35);
        killBroker(run, "kill -9 of the leader of a partition", () -> brokers.leaderOf(topic, 0));
        run.until(0.6);
        killBroker(run, "kill -9 of the active controller", brokers::controller);
    }

    private static void killBroker(FaultRun run, String what, IntSupplier node) {
        run.fault(what);
        JavaProcess broker = run.world().brokers().node(node.getAsInt());
        broker.kill();
        run.recover();
        broker.start();
        run.world().brokers().awaitWhole();
    }

    private static void pause(FaultRun run) {
        for (int victim : new int[] {0, 1}) {
            run.until(0.2 + 0.4 * victim);
            run.fault("SIGSTOP past the session timeout");
            run.application().instance(victim).hold();
            run.pause(LONGER_THAN_A_SESSION);
            run.application().instance(victim).release();
            run.recover();
        }
    }

    private static void rebalance(FaultRun run) throws IOException {
        run.supply().slowly(SLOWLY);
        run.until(0.1);
        run.fault("an instance joins");
        run.recoverWith(run.application().add());
        run.until(0.3);
        run.fault("an instance is killed and stays away");
        run.application().kill(0);
        run.recover();
        run.until(0.5);
        run.fault("it comes back");
        run.application().start(0);
        run.recoverWith(0);
    }

    /**
     * It goes away as soon as the stream runs, before it has come to the schema that the later payments have; a second instance
     * has to start meanwhile.
     */
    private static void registry(FaultRun run) throws IOException {
        Application application = run.application();
        run.fault("registry away");
        run.world().registry().goAway();
        run.put("an instance starts meanwhile", 1);
        application.add();
        run.pause(LONGER_THAN_A_SESSION);
        run.untilQuiet(Duration.ofSeconds(5));
        run.note("lines in the logs in which the stream says that it waits for the registry: "
                + application.said("waiting: "));
        run.from();
        run.world().registry().comeBack();
        run.recover();
    }
}
