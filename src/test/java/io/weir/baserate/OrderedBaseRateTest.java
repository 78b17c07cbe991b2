package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.baserate.BaseRateCommand.Kind;
import io.weir.transaction.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A command lies over the estimate: it sets what is deployed and leaves the estimate, and the way back to it, alone. */
class OrderedBaseRateTest {

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long WINDOW = DAY / 4;
    private static final double REFERENCE = 0.01;
    private static final Champion CHAMPION =
            new Champion("0123456789ab", REFERENCE, DelayCurve.fixed(DAY), Map.of(), null);

    /** Fraud is twice the reference throughout. */
    private static List<BaseRateVersion> versions(BaseRateCommand... commands) {
        TreeMap<Long, BaseRateCommand> ordered = new TreeMap<>();
        for (BaseRateCommand command : commands) {
            ordered.put(command.effectiveFromMillis(), command);
        }
        EstimatorSettings settings = EstimatorSettings.standard();
        EvidenceWindows windows = new EvidenceWindows(settings.window());
        BaseRateEstimator estimator = new BaseRateEstimator(1, settings, EstimatorState.fromBytes(settings, null));
        List<BaseRateVersion> versions = new ArrayList<>();
        for (long start = 0; start < 30 * DAY; start += WINDOW) {
            for (int i = 0; i < 500; i++) {
                windows.transaction(start + i, null, null);
            }
            for (int i = 0; i < 10 && start >= DAY; i++) {
                windows.report(
                        new EvidenceWindows.Report(
                                start + i, start - DAY + i, Label.Source.CHARGEBACK, 1, 1, Double.NaN),
                        null);
            }
            for (WindowEvidence evidence : windows.passed(start + WINDOW, 0, false)) {
                versions.addAll(estimator.accept(evidence, time -> CHAMPION, time -> at(ordered, time)));
            }
        }
        return versions;
    }

    private static @Nullable BaseRateCommand at(NavigableMap<Long, BaseRateCommand> ordered, long time) {
        var entry = ordered.floorEntry(time);
        return entry == null ? null : entry.getValue();
    }

    private static BaseRateCommand command(Kind kind, double rate, long from) {
        return new BaseRateCommand("c-" + from, "all", kind, rate, null, from, from, "ann", "");
    }

    @Test
    void command_isNamedAndLeavesTheVersionAlone() {
        long from = 10 * DAY;
        long until = 20 * DAY;
        List<BaseRateVersion> free = versions();
        List<BaseRateVersion> ordered = versions(command(Kind.OVERRIDE, 0.2, from), command(Kind.RESUME, 0, until));

        assertThat(ordered).hasSameSizeAs(free).hasSizeGreaterThan(100);
        for (int i = 0; i < free.size(); i++) {
            BaseRateVersion without = free.get(i);
            BaseRateVersion with = ordered.get(i);
            if (with.effectiveFromMillis() < from || with.effectiveFromMillis() >= until) {
                assertThat(with).isEqualTo(without);
            } else {
                assertThat(with.command()).isEqualTo("c-" + from);
                assertThat(with.cause()).isEqualTo(without.cause());
                assertThat(with.deployed()).isEqualTo(without.deployed());
                assertThat(with.shift()).isEqualTo(without.shift());
                assertThat(with.estimate()).isEqualTo(without.estimate());
                assertThat(with.world()).isEqualTo(without.world());
            }
        }
        BaseRateVersion last = ordered.get(ordered.size() - 1);
        assertThat(last.deployed()).isBetween(0.017, 0.023);
    }

    @Test
    void command_withARateThatCannotBe_isRefused() {
        assertThatThrownBy(() -> command(Kind.OVERRIDE, 0, 0))
                .hasMessage("rate of the OVERRIDE command is 0.0; allowed: above 0, below 1");
        assertThatThrownBy(() -> command(Kind.FREEZE, Double.NaN, 0)).hasMessageContaining("is NaN");
        assertThatThrownBy(() -> command(Kind.RESUME, 0.1, 0)).hasMessageContaining("allowed: 0, it has none");
        assertThatThrownBy(() -> command(Kind.ROLLBACK, 0.1, 0))
                .hasMessage("version of the ROLLBACK command is null; allowed: 1 or more");
    }
}
