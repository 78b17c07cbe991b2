package io.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.BaseRateVersion.Cause;
import io.weir.baserate.BaseRateVersion.Interval;
import io.weir.baserate.World;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A change is counted once: not for every version, not for what a restart reads again. */
class BaseRateNewsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Published published = new Published();
    private final StreamMetrics metrics = new StreamMetrics(meters);
    private final StreamParts parts = new StreamParts(
            TestSettings.standard(Path.of("unused")), DrivenStream.WIRE, published, metrics, new Patience(), () -> 0);

    private static BaseRateVersion version(String segment, long number, World world, @Nullable Interval scores) {
        return new BaseRateVersion(
                segment,
                number,
                number * 100,
                number * 100 + 50,
                number * 100 + 150,
                0.02,
                0.01,
                0.03,
                new Interval(0.025, 0.02, 0.03),
                scores,
                0.02,
                0,
                0.02,
                10,
                500,
                0,
                Cause.HELD,
                null,
                world,
                List.of());
    }

    @Test
    void worldChange_isCountedOnceByWhatItBecame() {
        BaseRateNews news = new BaseRateNews(parts);
        long number = 1;
        for (World world : List.of(World.NORMAL, World.WATCH, World.WATCH, World.FROZEN, World.FROZEN, World.WATCH)) {
            news.published(version("channel=web", number, world, null));
            news.published(version("all", number, world, null));
            number++;
        }
        assertThat(changes("watch")).isEqualTo(2);
        assertThat(changes("frozen")).isEqualTo(1);
        assertThat(changes("normal")).isZero();
    }

    @Test
    void worldChange_knownFromTheTable_isNotCountedAgainAfterARestart() {
        published.baseRate(version("all", 1, World.FROZEN, null));
        BaseRateNews news = new BaseRateNews(parts);
        news.published(version("all", 2, World.FROZEN, null));
        assertThat(changes("frozen")).isZero();
        news.published(version("all", 3, World.RECOVERED, null));
        assertThat(changes("recovered")).isEqualTo(1);
    }

    @Test
    void gauges_showTheWorldAndWhatEitherSideSays() {
        metrics.baseRate(version("all", 1, World.RECOVERED, new Interval(0.015, 0.01, 0.02)));
        assertThat(gauge("weir.world")).isEqualTo(3);
        assertThat(gauge("weir.base.rate.labels")).isEqualTo(0.025);
        assertThat(gauge("weir.base.rate.scores")).isEqualTo(0.015);
        metrics.baseRate(version("all", 2, World.FROZEN, null));
        assertThat(gauge("weir.world")).isEqualTo(2);
        assertThat(gauge("weir.base.rate.scores")).isNaN();
    }

    private double changes(String to) {
        return meters.get("weir.world.changes").tag("to", to).counter().count();
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }
}
