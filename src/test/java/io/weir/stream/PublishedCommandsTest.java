package io.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.baserate.BaseRateCommand;
import io.weir.baserate.BaseRateCommand.Kind;
import org.junit.jupiter.api.Test;

/** Commands hold by event time, in whatever order they were published. */
class PublishedCommandsTest {

    private final Published published = new Published();

    private static BaseRateCommand command(Kind kind, double rate, long from) {
        return new BaseRateCommand(kind + "@" + from, "all", kind, rate, null, from, from, "ann", "");
    }

    @Test
    void commandAt_isTheLastOneThatIsEffectiveByThen() {
        BaseRateCommand resume = command(Kind.RESUME, 0, 300);
        BaseRateCommand override = command(Kind.OVERRIDE, 0.02, 100);
        BaseRateCommand freeze = command(Kind.FREEZE, 0.01, 200);
        published.command(resume);
        published.command(override);
        published.command(freeze);

        assertThat(published.commandAt(99)).isNull();
        assertThat(published.commandAt(100)).isEqualTo(override);
        assertThat(published.commandAt(199)).isEqualTo(override);
        assertThat(published.commandAt(200)).isEqualTo(freeze);
        assertThat(published.commandAt(Long.MAX_VALUE)).isEqualTo(resume);
        assertThat(published.baseRateAt(250, null).ordered()).isEqualTo(0.01);
        assertThat(published.baseRateAt(300, null).ordered()).isNull();
    }

    @Test
    void command_holdsForEverySegment() {
        published.command(command(Kind.OVERRIDE, 0.02, 100));

        assertThat(published.baseRateAt(100, "channel=web").ordered()).isEqualTo(0.02);
        assertThat(published.baseRateAt(99, "channel=web").ordered()).isNull();
    }

    @Test
    void command_withdrawn_leavesTheOneBeforeIt() {
        BaseRateCommand override = command(Kind.OVERRIDE, 0.02, 100);
        published.command(override);
        published.command(command(Kind.FREEZE, 0.01, 200));
        published.withdrawCommand(200);
        published.withdrawCommand(150);

        assertThat(published.commandAt(250)).isEqualTo(override);
    }

    @Test
    void command_forTheSameTime_takesThePlaceOfTheFirst() {
        published.command(command(Kind.OVERRIDE, 0.02, 100));
        BaseRateCommand corrected = command(Kind.OVERRIDE, 0.002, 100);
        published.command(corrected);

        assertThat(published.commandAt(100)).isEqualTo(corrected);
    }
}
