package io.weir.cli;

import static io.weir.cli.Examples.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.baserate.BaseRateCommand;
import io.weir.baserate.BaseRateCommand.Kind;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.BaseRateVersion.Cause;
import io.weir.baserate.World;
import io.weir.decision.Policy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator reads before and after giving a command. */
class BaseRateLinesTest {

    private static final long HOURS = 3_600_000;
    private static final List<BaseRateVersion> VERSIONS = List.of(
            Examples.version(7, World.NORMAL, Cause.MOVED, null, List.of()),
            Examples.version(
                    8, World.FROZEN, Cause.FROZEN, null, List.of("feature amount: PSI 0.312 " + "x".repeat(120))),
            Examples.version(9, World.RECOVERED, Cause.RATE_LIMITED, null, List.of()));
    private static final CostsInForce COSTS = new CostsInForce(0.0091, Policy.standard("USD"));

    private static BaseRateCommand command(Kind kind, double rate, long from) {
        return new BaseRateCommand(
                kind + "-1f", "all", kind, rate, kind == Kind.ROLLBACK ? 7L : null, from, from, "ann", "a leak");
    }

    private static BaseRateBook book(BaseRateCommand... commands) {
        return new BaseRateBook(VERSIONS, List.of(commands));
    }

    @Test
    void show_saysWhatHoldsAndListsVersionsNewestFirst() {
        List<String> lines = BaseRateLines.of(book(), TIME + HOURS, 10);
        assertThat(lines)
                .containsExactly(
                        "in force: 0.810 %, by version 7 since 2018-08-01 09:05",
                        "estimate: 0.810 % [0.720, 0.920]; labels alone: nothing; scores alone: nothing",
                        "deployed: 0.810 %, a shift of -0.125 of log-odds from 0.910 %, the champion's own",
                        "cause: moved to the estimate",
                        "world: normal",
                        "unseen: 7.0 % of a month's expected fraud was declined and so has no outcome: the labels may miss"
                                + " as much",
                        "",
                        "version  window end (UTC)  effective    estimate [95 %] in %  labels  scores  deployed   shift "
                                + " cause         world",
                        "      9  2018-08-01 15:05  08-01 21:05  0.810 [0.720, 0.920]       -       -     0.810  -0.125 "
                                + " rate limited  recovered",
                        "      8  2018-08-01 09:05  08-01 15:05  0.810 [0.720, 0.920]       -       -     0.810  -0.125 "
                                + " frozen        frozen",
                        "         alarm: feature amount: PSI 0.312 " + "x".repeat(77) + "…",
                        "      7  2018-08-01 03:05  08-01 09:05  0.810 [0.720, 0.920]       -       -     0.810  -0.125 "
                                + " moved         normal");
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(BaseRateLines.WIDTH));
    }

    @Test
    void show_atTheHorizonOfTheLastVersion_isStale() {
        long horizon = TIME + 18 * HOURS;
        assertThat(BaseRateLines.of(book(), horizon - 1, 0)).noneMatch(line -> line.startsWith("stale"));
        assertThat(BaseRateLines.of(book(), horizon, 0))
                .contains("stale: a version after 9 should have been there since 2018-08-02 03:05; no traffic, or the"
                        + " estimator is behind");
    }

    @Test
    void show_commands_saysWhichHoldsAndWhichIsToCome() {
        BaseRateBook book =
                book(command(Kind.OVERRIDE, 0.012, TIME + HOURS), command(Kind.RESUME, 0, TIME + 3 * HOURS));
        assertThat(BaseRateLines.of(book, TIME + 2 * HOURS, 10))
                .startsWith(
                        "in force: 1.200 %, by command OVERRIDE-1f since 2018-08-01 10:05; version 7 is in force beside"
                                + " it")
                .endsWith(
                        "commands, newest first:",
                        "  RESUME-1f  from 2018-08-01 12:05  the estimate's  by ann: a leak (to come)",
                        "  OVERRIDE-1f  from 2018-08-01 10:05  1.200 %  by ann: a leak");
        assertThat(BaseRateLines.of(book, TIME + 3 * HOURS, 10).get(0)).startsWith("in force: 0.810 %, by version 7");
    }

    @Test
    void show_beforeTheFirstVersion_saysThatTheChampionsOwnHolds() {
        assertThat(BaseRateLines.of(new BaseRateBook(List.of(), List.of()), TIME, 10))
                .containsExactly("no version of the base rate is in force yet: the champion's own holds");
    }

    @Test
    void change_override_saysWhatItDoesToRateShiftAndThresholds() {
        BaseRateChange change = new BaseRateChange(book(), command(Kind.OVERRIDE, 0.012, TIME + HOURS), COSTS);
        assertThat(change.lines(TIME))
                .containsExactly(
                        "override from 2018-08-01T10:05:07Z on: base rate 0.810% -> 1.200%, log-odds shift -0.117 ->"
                                + " +0.280",
                        "a payment of 100.00 USD is reviewed from p = 0.0447 -> 0.0305 and declined above p = 0.1718 ->"
                                + " 0.1224 of the probability that the model gives");
        assertThat(change.summary("base-rate-commands"))
                .containsEntry("rate_before", 0.0081)
                .containsEntry("rate", 0.012)
                .containsEntry("kind", "override")
                .containsEntry("by", "ann")
                .doesNotContainKey("version");
    }

    @Test
    void change_inThePast_beforeAnotherCommand_saysBoth() {
        BaseRateBook book = book(command(Kind.RESUME, 0, TIME + 3 * HOURS));
        assertThat(new BaseRateChange(book, command(Kind.ROLLBACK, 0.01, TIME + HOURS), COSTS).lines(TIME + 2 * HOURS))
                .contains("that is in the past: decisions that were made since stay as they are")
                .endsWith("it holds until 2018-08-01T12:05:07Z, when command RESUME-1f takes its place");
    }

    @Test
    void change_resume_saysWhetherAnythingHeldAndWhatHoldsThen() {
        BaseRateCommand resume = command(Kind.RESUME, 0, TIME + 2 * HOURS);
        assertThat(new BaseRateChange(book(), resume, COSTS).lines(TIME))
                .endsWith("no command holds at that time: nothing changes");
        BaseRateBook ordered = new BaseRateBook(
                List.of(Examples.version(7, World.NORMAL, Cause.HELD, "OVERRIDE-1f", List.of())),
                List.of(command(Kind.OVERRIDE, 0.012, TIME + HOURS)));
        assertThat(new BaseRateChange(ordered, resume, COSTS).lines(TIME))
                .contains("resume from 2018-08-01T11:05:07Z on: base rate 1.200% -> 0.810%, log-odds shift +0.280 ->"
                        + " -0.117");
    }

    @Test
    void change_withoutAChampion_saysWhatIsNotKnown() {
        BaseRateBook nothing = new BaseRateBook(List.of(), List.of());
        assertThat(new BaseRateChange(nothing, command(Kind.OVERRIDE, 0.012, TIME), null).lines(TIME))
                .containsExactly(
                        "override from 2018-08-01T09:05:07Z on: base rate unknown -> 1.200%, log-odds shift unknown ->"
                                + " unknown",
                        "no champion is published: how far the thresholds move is not known");
    }

    @Test
    void book_versionThatIsNotThere_namesThoseThatAre() {
        assertThat(book().version(8).version()).isEqualTo(8);
        assertThatThrownBy(() -> book().version(10))
                .isInstanceOf(UserException.class)
                .hasMessage("there is no version 10 of the base rate; allowed: 7 to 9");
        assertThatThrownBy(() -> new BaseRateBook(List.of(), List.of()).version(1))
                .hasMessage("there is no version 1 of the base rate; none was published so far");
    }

    @Test
    void book_keepsToTheWhole() {
        BaseRateVersion whole = VERSIONS.get(0);
        BaseRateVersion segment = new BaseRateVersion(
                "channel=web",
                whole.version(),
                whole.windowEndMillis(),
                whole.effectiveFromMillis(),
                whole.horizonMillis(),
                0.5,
                0.4,
                0.6,
                null,
                null,
                0.5,
                4,
                whole.reference(),
                1,
                1,
                0,
                Cause.MOVED,
                null,
                World.NORMAL,
                List.of());
        List<BaseRateVersion> both = new ArrayList<>(List.of(whole, segment));
        assertThat(new BaseRateBook(both, List.of()).at(TIME).version()).isEqualTo(whole);
        assertThat(new BaseRateBook(both, List.of()).newest(5)).containsExactly(whole);
    }
}
