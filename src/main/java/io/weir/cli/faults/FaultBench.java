package io.weir.cli.faults;

import io.weir.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Injects fault after fault, each into an application of its own on the same brokers, and says what came of it. */
public final class FaultBench {

    private final Plan plan;
    private final Path directory;
    private final Provision provision;
    private final Consumer<String> say;

    /**
     * What is done.
     *
     * @param only names of faults; empty: all
     * @param kills of instances
     * @param seed of the history and of the moments
     * @param brokers processes
     * @param days of history
     * @param perDay payments
     */
    public record Plan(List<String> only, int kills, long seed, int brokers, int days, int perDay) {}

    /** Creates the topics that a settings file calls for. */
    @FunctionalInterface
    public interface Provision {
        void topics(Path settings) throws IOException;
    }

    /** @param directory for all files; new */
    public FaultBench(Plan plan, Path directory, Provision provision, Consumer<String> say) {
        this.plan = plan;
        this.directory = directory;
        this.provision = provision;
        this.say = say;
    }

    /** Names of the faults that can be chosen. */
    public static List<String> names() {
        return Faults.names();
    }

    /** Deletes a directory and all that is in it. */
    public static void delete(Path directory) throws IOException {
        JavaProcess.delete(directory);
    }

    /** What is done with the results so far, after each fault. */
    @FunctionalInterface
    public interface Sink {
        void take(List<FaultResult> results) throws IOException;
    }

    /** One result for each fault, that of the undisturbed run first; handed over as they grow. */
    public List<FaultResult> run(Sink sink) throws IOException {
        List<Faults.Fault> chosen = chosen();
        boolean secured = chosen.stream().anyMatch(Faults.Fault::secured);
        Keys keys = secured ? Keys.make(directory.resolve("keys")) : null;
        String password = UUID.randomUUID().toString();
        FaultBank bank = new FaultBank(plan.seed(), plan.days(), plan.perDay());
        say.accept("training on the simulated bank");
        byte[] bundle = bank.bundle("standard");
        byte[] other = bank.bundle("handbook");
        say.accept("starting " + plan.brokers() + " brokers");
        try (Brokers brokers = Brokers.start(plan.brokers(), directory, keys);
                Registry registry = new Registry(brokers);
                WireFormat wire = WireFormat.create(Map.of("schema.registry.url", registry.url()))) {
            Map<String, String> client = keys == null ? Map.of() : keys.clientSettings(password);
            World world = new World(brokers, registry, wire, bank, bundle, other, client, directory);
            return run(world, chosen, password, sink);
        }
    }

    private List<Faults.Fault> chosen() {
        return Faults.all(plan.kills()).stream()
                .filter(fault -> plan.only().isEmpty() || plan.only().contains(fault.name()))
                .toList();
    }

    private List<FaultResult> run(World world, List<Faults.Fault> faults, String password, Sink sink)
            throws IOException {
        List<FaultResult> results = new ArrayList<>();
        Book undisturbed = Book.empty();
        results.add(told(run(world, Faults.undisturbed(), undisturbed, undisturbed, password)));
        sink.take(List.copyOf(results));
        if (!results.get(0).isClean()) {
            say.accept("there is nothing to compare with: no fault is injected");
            return results;
        }
        for (Faults.Fault fault : faults) {
            try {
                results.add(told(attempt(world, fault, undisturbed, password)));
            } catch (FaultSkipped e) {
                say.accept(fault.name() + ": skipped: " + e.getMessage());
            }
            sink.take(List.copyOf(results));
        }
        return results;
    }

    /** One that fails says why in its result, so that the others are run all the same. */
    private FaultResult attempt(World world, Faults.Fault fault, Book undisturbed, String password) {
        try {
            world.registry().restore();
            world.brokers().restore();
            return run(world, fault, Book.empty(), undisturbed, password);
        } catch (FaultSkipped e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            Verdict.Course none = new Verdict.Course(Map.of(), List.of(), 0, List.of(), List.of(), 0);
            return Verdict.failed(fault, none, String.valueOf(e.getMessage()));
        }
    }

    private FaultResult told(FaultResult result) {
        say.accept(String.format(
                java.util.Locale.ROOT,
                "%s: %d faults, %d inputs, %d lost, %d duplicated, %d different, %d state differences, %.0f s",
                result.name(),
                result.faults(),
                result.inputs(),
                result.lost(),
                result.duplicated(),
                result.differing(),
                result.differentKeys(),
                result.seconds()));
        result.notes().forEach(note -> say.accept("  " + note));
        result.problems().forEach(problem -> say.accept("  WRONG: " + problem));
        return result;
    }

    private FaultResult run(World world, Faults.Fault fault, Book book, Book undisturbed, String password)
            throws IOException {
        Application.Setup setup = setup(world, fault, fault.secured());
        provision.topics(
                setup(world, fault, false).settings("bench", setup.directory().resolve("none")));
        List<String> rights = fault.secured() ? Access.grant(world.brokers().admin(), setup, password) : List.of();
        try (Feed feed = new Feed(world.brokers().plain(), setup.topics(), world.wire())) {
            Inputs.Made input = new Inputs(world, setup, feed).make(fault.input(), plan.seed());
            boolean live = fault.input() == Faults.Input.LIVE;
            Supply supply = new Supply(input.records(), live, feed, book);
            try (FaultRun run = new FaultRun(world, new Application(setup), supply, book, live, plan.seed())) {
                input.strange().forEach(run::put);
                rights.forEach(right -> run.note("allowed: " + right));
                try {
                    return run(world, fault, run, undisturbed);
                } catch (FaultSkipped e) {
                    throw e;
                } catch (IOException | RuntimeException e) {
                    return Verdict.failed(fault, run.course(), String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private FaultResult run(World world, Faults.Fault fault, FaultRun run, Book undisturbed) throws IOException {
        for (int i = 0; i < fault.instances(); i++) {
            run.application().add();
        }
        fault.injection().into(run);
        if (fault.secured()) {
            String others = setup(world, Faults.undisturbed(), false).topics().decisions();
            run.note(Access.trespass(world.secured(), world.brokers().secured(), others));
        }
        return run.finish(fault, undisturbed);
    }

    private Application.Setup setup(World world, Faults.Fault fault, boolean secured) {
        return new Application.Setup(
                fault.name(),
                fault.exactlyOnce(),
                secured ? world.brokers().secured() : world.brokers().plain(),
                world.brokers().replicas(),
                world.registry().url(),
                secured ? world.secured() : Map.of(),
                fault.compared(),
                directory.resolve(fault.name()));
    }
}
