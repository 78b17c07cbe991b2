package io.weir.cli.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The faults, and how each is injected. */
final class Faults {

    private static final Duration LONGER_THAN_A_SESSION = Duration.ofSeconds(Application.SESSION_SECONDS + 5);
    private static final int KILLS_AT_LEAST_ONCE = 5;
    private static final int KILLS_SECURED = 2;

    private Faults() {}

    /**
     * One fault.
     *
     * @param instances of Weir at the start
     * @param input what they read
     * @param compared whether decisions and state have to be those of the undisturbed run
     */
    record Fault(
            String name,
            int instances,
            boolean exactlyOnce,
            boolean secured,
            Input input,
            boolean compared,
            Injection injection) {

        private static Fault of(String name, Injection injection) {
            return new Fault(name, 2, true, false, Input.CLEAN, true, injection);
        }
    }

    /** What an application reads. */
    enum Input {
        CLEAN,
        /** The last third with another version of the schema. */
        LATER_SCHEMA,
        BAD,
        /** With payments of a producer whose clock is a day behind. */
        CLOCK_BEHIND
    }

    /** Does it, while the application works. */
    @FunctionalInterface
    interface Injection {
        void into(FaultRun run) throws IOException;
    }

    /** The run in which nothing happens, by one instance. */
    static Fault undisturbed() {
        return new Fault("undisturbed", 1, true, false, Input.CLEAN, true, run -> {});
    }

    /** @param kills of instances in the first of them */
    static List<Fault> all(int kills) {
        return List.of(
                Fault.of("kill", run -> kill(run, kills)),
                Fault.of("broker", Faults::killBrokers),
                Fault.of("pause", Faults::pause),
                Fault.of("rebalance", Faults::rebalance),
                new Fault("registry", 1, true, false, Input.LATER_SCHEMA, true, Faults::registry),
                new Fault("disk-full", 1, true, false, Input.CLEAN, true, FullDisk::inject),
                new Fault("bad-input", 2, true, false, Input.BAD, true, BadPublications::inject),
                new Fault("clock-behind", 2, true, false, Input.CLOCK_BEHIND, false, run -> {}),
                new Fault("secured", 2, true, true, Input.CLEAN, true, run -> kill(run, KILLS_SECURED)),
                new Fault(
                        "at-least-once",
                        2,
                        false,
                        false,
                        Input.CLEAN,
                        true,
                        run -> kill(run, Math.min(kills, KILLS_AT_LEAST_ONCE))),
                new Fault("three-instances", 3, true, false, Input.CLEAN, true, run -> {}));
    }

    static List<String> names() {
        return all(1).stream().map(Fault::name).toList();
    }

    /**
     * Kills instances while the first nine tenths are decided: one at random, now and then both at once, now and then once more
     * before the first has come back.
     */
    private static void kill(FaultRun run, int kills) {
        SplittableRandom random = run.random();
        int done = 0;
        while (done < kills) {
            run.until(0.05 + 0.85 * (done + random.nextDouble()) / kills);
            run.pause(Duration.ofMillis(random.nextInt(500)));
            boolean both = done + 1 < kills && random.nextInt(6) == 0;
            int first = random.nextInt(2);
            for (int victim : both ? new int[] {0, 1} : new int[] {first}) {
                run.fault("kill -9 of an instance");
                run.application().kill(victim);
                done++;
            }
            Stream.of(0, 1).filter(each -> both || each == first).forEach(run.application()::start);
            boolean again = done < kills && random.nextInt(5) == 0;
            if (again) {
                run.pause(Duration.ofMillis(random.nextInt(4_000)));
                run.fault("kill -9 of an instance");
                run.application().kill(first);
                done++;
                run.application().start(first);
            }
            run.recover();
        }
    }

    private static void killBrokers(FaultRun run) {
        Brokers brokers = run.world().brokers();
        String topic = run.application().setup().topics().transactions();
        run.until(0.1);
        killBroker(run, "kill -9 of a broker", run.random().nextInt(brokers.count()));
        run.until(0.4);
        killBroker(run, "kill -9 of the leader of a partition", brokers.leaderOf(topic, 0));
        run.until(0.7);
        killBroker(run, "kill -9 of the active controller", brokers.controller());
    }

    private static void killBroker(FaultRun run, String what, int node) {
        JavaProcess broker = run.world().brokers().node(node);
        run.fault(what);
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
        run.until(0.15);
        run.fault("an instance joins");
        run.application().add();
        run.recover();
        run.until(0.4);
        run.fault("an instance is killed and stays away");
        run.application().kill(0);
        run.recover();
        run.until(0.7);
        run.fault("it comes back");
        run.application().start(0);
        run.recover();
    }

    /**
     * It goes away as soon as the stream runs, before it has come to the schema that the later payments have; a second instance
     * has to start meanwhile.
     */
    private static void registry(FaultRun run) throws IOException {
        Application application = run.application();
        run.untilSaid("stream is running");
        run.world().registry().goAway();
        run.fault("registry away");
        run.fault("an instance starts meanwhile");
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
