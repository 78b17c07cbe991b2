package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("LoopOverCharArray")
class WorldWatchTest {

    private static final int PER_DAY = 4;

    /** {@code .} quiet, {@code d} doubt, {@code c} changed; a number before repeats it. */
    private static World after(WorldWatch watch, String windows) {
        World world = watch.state();
        int count = 0;
        for (char c : windows.toCharArray()) {
            if (Character.isDigit(c)) {
                count = 10 * count + c - '0';
            } else if (c != ' ') {
                for (int i = 0; i < Math.max(1, count); i++) {
                    world = watch.next(c == 'c', c != '.', PER_DAY);
                }
                count = 0;
            }
        }
        return world;
    }

    @ParameterizedTest
    @CsvSource({
        "50.,                     NORMAL",
        "d,                       WATCH",
        "c,                       WATCH",
        "c 3.,                    WATCH",
        "c 4.,                    NORMAL",
        "d 3. d 3.,               WATCH",
        "100d,                    WATCH",
        "cd,                      WATCH",
        "cdcdcdcd,                WATCH",
        "c.c.c.c.,                WATCH",
        "cc,                      FROZEN",
        "dcc,                     FROZEN",
        "d 3. cc,                 FROZEN",
        "c 4. c,                  WATCH",
        "cc 7.,                   FROZEN",
        "cc 8.,                   RECOVERED",
        "cc 8d,                   RECOVERED",
        "cc 7. c 7.,              FROZEN",
        "cc 7. c 8.,              RECOVERED",
        "cc 8. 11.,               RECOVERED",
        "cc 8. 12.,               NORMAL",
        "cc 8. 11. d 11.,         RECOVERED",
        "cc 8. 11. d 12.,         NORMAL",
        "cc 8. c,                 FROZEN",
        "cc 8. 12. c,             WATCH",
        "cc 8. 12. cc,            FROZEN",
    })
    void state_afterWindows_is(String windows, World expected) {
        assertThat(after(new WorldWatch(), windows)).isEqualTo(expected);
    }

    @Test
    void oneFailedWindow_neverFreezes_whateverCameBefore() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            WorldWatch watch = new WorldWatch();
            boolean changed = false;
            for (int i = 0; i < 200; i++) {
                boolean again = random.nextInt(6) == 0;
                World before = watch.state();
                World world = watch.next(again, again || random.nextInt(4) == 0, PER_DAY);
                if (world == World.FROZEN && (before == World.NORMAL || before == World.WATCH)) {
                    assertThat(changed && again).isTrue();
                }
                if (before == World.FROZEN) {
                    assertThat(world).isIn(World.FROZEN, World.RECOVERED);
                }
                changed = again;
            }
        }
    }

    @Test
    void fiveQuietDays_alwaysEndInNormal() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            WorldWatch watch = new WorldWatch();
            for (int i = random.nextInt(100); i > 0; i--) {
                boolean changed = random.nextInt(3) == 0;
                watch.next(changed, changed || random.nextBoolean(), PER_DAY);
            }
            assertThat(after(watch, "20.")).as("seed %d", seed).isEqualTo(World.NORMAL);
        }
    }

    @Test
    void state_throughBytesAtEveryWindow_isThatOfAnUndisturbedOne() {
        SplittableRandom random = new SplittableRandom(7);
        WorldWatch undisturbed = new WorldWatch();
        WorldWatch restarted = new WorldWatch();
        for (int i = 0; i < 2_000; i++) {
            PackedBytes.Out out = new PackedBytes.Out().put(1);
            restarted.write(out);
            restarted = new WorldWatch();
            restarted.read(new PackedBytes.In("watch", out.toBytes(), 1));
            boolean changed = random.nextInt(8) == 0;
            boolean doubtful = changed || random.nextInt(8) == 0;
            assertThat(restarted.next(changed, doubtful, PER_DAY))
                    .isEqualTo(undisturbed.next(changed, doubtful, PER_DAY));
        }
        undisturbed.reset();
        assertThat(undisturbed.state()).isEqualTo(World.NORMAL);
    }
}
