package io.weir.stream;

import static io.weir.stream.Payments.DAY;
import static io.weir.stream.Payments.START;
import static io.weir.stream.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.baserate.BaseRateCommand;
import io.weir.baserate.BaseRateCommand.Kind;
import io.weir.baserate.BaseRateShift;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.BaseRateVersion.Cause;
import io.weir.decision.Decision;
import io.weir.testing.SmallBank;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's command holds from its event time, in decisions at once and in versions from the next window on. */
class BaseRateCommandsTest {

    private static final double RATE = 0.2;
    private static final long FROM = START + 10 * DAY + 1234;
    private static final long UNTIL = START + 12 * DAY + 1234;
    private static final BaseRateCommand OVERRIDE =
            new BaseRateCommand("c-1", "all", Kind.OVERRIDE, RATE, null, FROM, FROM, "ann", "a wave in the news");
    private static final BaseRateCommand RESUME =
            new BaseRateCommand("c-2", "all", Kind.RESUME, 0, null, UNTIL, UNTIL, "ann", "over");

    @TempDir
    Path stateDir;

    private DrivenStream stream;
    private int sent;

    @BeforeEach
    void start() {
        stream = new DrivenStream(TestSettings.deciding(stateDir));
        stream.publish(SmallBank.champion(SmallBank.bundleBytes(), 0));
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    @Test
    void override_decidesFromItsEventTimeAndResumeEndsIt() {
        stream.publish(OVERRIDE);
        stream.publish(RESUME);
        double own = SmallBank.bundle().baseRate();
        assertThat(decide(FROM - 1))
                .returns(null, d -> d.baseRate().command())
                .returns(own, d -> d.baseRate().rate());
        Decision ordered = decide(FROM);
        assertThat(ordered.baseRate().command()).isEqualTo("c-1");
        assertThat(ordered.baseRate().rate()).isCloseTo(RATE, within(1e-12));
        assertThat(ordered.baseRate().shift()).isEqualTo(BaseRateShift.logOdds(RATE, own));
        assertThat(ordered.probability())
                .isEqualTo(BaseRateShift.posterior(
                        ordered.calibrated(), ordered.baseRate().shift()));
        assertThat(gauge("weir.base.rate.command")).isEqualTo(1);
        assertThat(decide(UNTIL - 1).baseRate().command()).isEqualTo("c-1");
        assertThat(decide(UNTIL).baseRate().command()).isNull();
        assertThat(gauge("weir.base.rate.command")).isZero();
    }

    @Test
    void command_inForce_isNamedInTheVersionsOfItsTimeAndMovesNone() {
        stream.publish(OVERRIDE);
        stream.publish(RESUME);
        fortnight();
        List<BaseRateVersion> versions = stream.baseRates();
        assertThat(versions).hasSizeGreaterThan(40).allSatisfy(version -> {
            long from = version.effectiveFromMillis();
            boolean holds = from >= FROM && from < UNTIL;
            assertThat(version.command()).isEqualTo(holds ? "c-1" : null);
            assertThat(version.deployed()).isLessThan(RATE / 2);
        });
        assertThat(versions).anyMatch(version -> version.command() != null);
    }

    @Test
    void resume_isFollowedByVersionsThatNoCommandHasMoved() {
        stream.publish(OVERRIDE);
        stream.publish(RESUME);
        fortnight();
        List<BaseRateVersion> after = stream.baseRates().stream()
                .filter(version -> version.effectiveFromMillis() >= UNTIL)
                .toList();
        // Too little evidence to move from the champion's own.
        assertThat(after)
                .hasSizeGreaterThan(5)
                .allSatisfy(version -> assertThat(version)
                        .returns(0.0, BaseRateVersion::shift)
                        .returns(Cause.UNCERTAIN, BaseRateVersion::cause));
    }

    private void fortnight() {
        for (long time = START; time < START + 14 * DAY; time += DAY / 4) {
            decide(time);
        }
    }

    @Test
    void command_takenBack_noLongerHolds() {
        stream.publish(OVERRIDE);
        assertThat(decide(FROM).baseRate().command()).isEqualTo("c-1");
        stream.send("base-rate-commands", DrivenStream.bytes("all|" + FROM), null);
        assertThat(decide(FROM + 1).baseRate().command()).isNull();
    }

    @Test
    void command_again_atTheSameTimeTakesThePlaceOfTheFirst() {
        stream.publish(OVERRIDE);
        stream.publish(OVERRIDE);
        stream.publish(new BaseRateCommand("c-3", "all", Kind.ROLLBACK, 0.1, 7L, FROM, FROM, "ann", ""));
        assertThat(decide(FROM).baseRate())
                .returns("c-3", rate -> rate.command())
                .satisfies(rate -> assertThat(rate.rate()).isCloseTo(0.1, within(1e-12)));
    }

    @Test
    void command_ofOneSegment_isRefusedAndHoldsForNobody() {
        stream.publish(new BaseRateCommand("c-4", "channel=web", Kind.FREEZE, RATE, null, FROM, FROM, "ann", ""));
        assertThat(stream.count("weir.refused", "topic", "base-rate-commands")).isEqualTo(1);
        assertThat(decide(FROM).baseRate().command()).isNull();
    }

    @Test
    void command_unreadable_isRefusedAndWhatHeldHolds() {
        stream.publish(OVERRIDE);
        stream.send("base-rate-commands", DrivenStream.bytes("all|" + (FROM + 5)), DrivenStream.bytes("not Avro"));
        assertThat(stream.count("weir.refused", "topic", "base-rate-commands")).isEqualTo(1);
        assertThat(decide(FROM + 5).baseRate().command()).isEqualTo("c-1");
    }

    @Test
    void version_notFollowedInTime_isStale() {
        decide(START);
        decide(START + DAY / 4);
        BaseRateVersion version = stream.baseRates().get(0);
        decide(version.effectiveFromMillis());
        assertThat(gauge("weir.base.rate.stale")).isZero();
        long next = stream.baseRates().stream()
                .mapToLong(BaseRateVersion::horizonMillis)
                .max()
                .orElse(version.horizonMillis());
        Decision late = decide(next + 30 * DAY);
        assertThat(late.baseRate().stale()).isTrue();
        assertThat(gauge("weir.base.rate.stale")).isEqualTo(1);
        assertThat(gauge("weir.world")).isZero();
    }

    private double gauge(String name) {
        return stream.meters.get(name).gauge().value();
    }

    private Decision decide(long time) {
        stream.send(payment("t" + sent++, time));
        return stream.decisions().get(0).decision();
    }
}
