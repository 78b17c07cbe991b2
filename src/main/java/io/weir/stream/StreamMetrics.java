package io.weir.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.BaseRateVersion.Interval;
import io.weir.baserate.World;
import io.weir.decision.Action;
import io.weir.decision.Decision;
import io.weir.transaction.InvalidRecordException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the stream counts; the names are those of the Prometheus endpoint with dots for underscores. */
final class StreamMetrics {

    private final MeterRegistry registry;
    private final Map<Action, Counter> decisions = new EnumMap<>(Action.class);
    private final Counter passed;
    private final Counter duplicates;
    private final Counter warmUp;
    private final Counter staleLabels;
    private final Counter late;
    private final AtomicLong waiting = new AtomicLong();
    private final Timer latency;
    private final DistributionSummary probability;
    private final MultiGauge bundle;
    private final AtomicReference<@Nullable BaseRateVersion> baseRate = new AtomicReference<>();
    private final Map<World, Counter> worldChanges = new EnumMap<>(World.class);
    private volatile boolean stale;
    private volatile boolean commanded;

    StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Action action : Action.values()) {
            decisions.put(
                    action,
                    Counter.builder("weir.decisions")
                            .description("Decisions by action")
                            .tag("action", action.name().toLowerCase(java.util.Locale.ROOT))
                            .register(registry));
        }
        passed = counter("weir.filter.passed", "Transactions that stage one passed on to stage two");
        duplicates = counter("weir.duplicates", "Redelivered transactions that changed nothing");
        warmUp = counter("weir.warm.up", "Transactions before decide.from, that only warmed the profiles");
        staleLabels = counter("weir.stale.labels", "Labels repeated, or older than the one that holds");
        late = counter("weir.late", "Records of a replay in front of which later ones had gone");
        latency = Timer.builder("weir.decision.latency")
                .description("From reading a transaction to its decision")
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(20),
                        Duration.ofMillis(35),
                        Duration.ofMillis(50),
                        Duration.ofMillis(90),
                        Duration.ofMillis(200),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .register(registry);
        probability = DistributionSummary.builder("weir.probability")
                .description("Probability of fraud of each decision")
                .serviceLevelObjectives(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 0.5, 0.9)
                .register(registry);
        bundle = MultiGauge.builder("weir.bundle")
                .description("1 for the champion bundle last published")
                .register(registry);
        gauge("weir.waiting", "Records of a replay that wait for their turn or for the base rate", waiting::get);
        gauge("weir.filter.pass.share", "Share of decisions that stage two scored", this::passShare);
        gauge("weir.base.rate", "Base rate of fraud last published", () -> current(BaseRateVersion::deployed));
        gauge("weir.base.rate.lower", "Lower end of its 95 % interval", () -> current(BaseRateVersion::lower));
        gauge("weir.base.rate.upper", "Upper end of its 95 % interval", () -> current(BaseRateVersion::upper));
        gauge("weir.base.rate.labels", "What the labels alone say of it", () -> estimate(BaseRateVersion::labels));
        gauge("weir.base.rate.scores", "What the scores alone say of it", () -> estimate(BaseRateVersion::scores));
        gauge("weir.base.rate.version", "Its version", () -> current(BaseRateVersion::version));
        gauge("weir.threshold.shift", "ln A last published", () -> current(BaseRateVersion::shift));
        gauge(
                "weir.base.rate.stale",
                "1 when the last decision used a base rate after which a later one should have come",
                () -> stale ? 1 : 0);
        gauge(
                "weir.base.rate.command",
                "1 when an operator's command set the base rate of the last decision",
                () -> commanded ? 1 : 0);
        gauge(
                "weir.world",
                "World last published: 0 normal, 1 watch, 2 frozen, 3 recovered",
                () -> current(version -> number(version.world())));
        for (World world : World.values()) {
            worldChanges.put(
                    world,
                    Counter.builder("weir.world.changes")
                            .description("Changes of the world, by what it became")
                            .tag("to", world.name().toLowerCase(java.util.Locale.ROOT))
                            .register(registry));
        }
    }

    void decided(Decision decision, long receivedMillis, long decidedMillis) {
        Counter counter = decisions.get(decision.action());
        if (counter != null) {
            counter.increment();
        }
        if (decision.suspicion().passes()) {
            passed.increment();
        }
        probability.record(decision.probability());
        stale = decision.baseRate().stale();
        commanded = decision.baseRate().command() != null;
        latency.record(Duration.ofMillis(Math.max(0, decidedMillis - receivedMillis)));
    }

    void duplicate() {
        duplicates.increment();
    }

    void staleLabel() {
        staleLabels.increment();
    }

    void late() {
        late.increment();
    }

    /** Messages that wait in this instance. */
    long waiting() {
        return waiting.get();
    }

    /** So many messages more wait, or fewer when negative. */
    void waiting(long more) {
        waiting.addAndGet(more);
    }

    void warmedUp() {
        warmUp.increment();
    }

    void deadLetter(InvalidRecordException.Reason reason) {
        Counter.builder("weir.dead.letters")
                .description("Records set aside, by reason")
                .tag("reason", reason.name())
                .register(registry)
                .increment();
    }

    void refused(String topic) {
        Counter.builder("weir.refused")
                .description("Bundles, policies, base rates and commands that could not be used")
                .tag("topic", topic)
                .register(registry)
                .increment();
    }

    void alert(String queue) {
        Counter.builder("weir.alerts")
                .description("Alerts by queue")
                .tag("queue", queue)
                .register(registry)
                .increment();
    }

    void champion(String version) {
        bundle.register(List.of(MultiGauge.Row.of(Tags.of("slot", "champion", "version", version), 1)), true);
    }

    void baseRate(BaseRateVersion version) {
        baseRate.set(version);
    }

    /** The numbers are what dashboards and alert rules know. */
    private static int number(World world) {
        return switch (world) {
            case NORMAL -> 0;
            case WATCH -> 1;
            case FROZEN -> 2;
            case RECOVERED -> 3;
        };
    }

    void worldChanged(World to) {
        Counter counter = worldChanges.get(to);
        if (counter != null) {
            counter.increment();
        }
    }

    private double passShare() {
        double all = decisions.values().stream().mapToDouble(Counter::count).sum();
        return all == 0 ? Double.NaN : passed.count() / all;
    }

    private double current(java.util.function.ToDoubleFunction<BaseRateVersion> part) {
        BaseRateVersion version = baseRate.get();
        return version == null ? Double.NaN : part.applyAsDouble(version);
    }

    private double estimate(java.util.function.Function<BaseRateVersion, @Nullable Interval> lane) {
        BaseRateVersion version = baseRate.get();
        Interval interval = version == null ? null : lane.apply(version);
        return interval == null ? Double.NaN : interval.estimate();
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private void gauge(String name, String description, java.util.function.Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }
}
