package io.weir.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    @ParameterizedTest
    @CsvSource({
        "demo,demo,0",
        "demmo,demo,1",
        "deom,demo,1",
        "dmeo,demo,1",
        "tial,tail,1",
        "'',abc,3",
        "kitten,sitting,3"
    })
    void distance_of_words_counts_changes_inserts_drops_and_swaps(String left, String right, int distance) {
        assertThat(Nearest.distance(left, right)).isEqualTo(distance);
        assertThat(Nearest.distance(right, left)).isEqualTo(distance);
    }

    @Test
    void to_names_close_to_the_word_come_nearest_first() {
        List<String> names = List.of("train", "tail", "topics", "demo");

        assertThat(Nearest.to("trail", names)).containsExactly("tail", "train");
        assertThat(Nearest.to("top", names)).containsExactly("topics");
        assertThat(Nearest.to("elephants", names)).isEmpty();
    }

    @Test
    void to_word_of_millions_of_letters_takes_little_memory() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        String word = "t".repeat(3_000_000);
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThat(Nearest.to(word, List.of("train", "tail", "topics"))).isEmpty();

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(32 << 20);
    }

    @Test
    void to_option_with_a_value_compares_its_name_only() {
        assertThat(Nearest.to("--prot=8080", List.of("--port", "--speed"))).containsExactly("--port");
    }
}
