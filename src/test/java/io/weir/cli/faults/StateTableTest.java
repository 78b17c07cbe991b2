package io.weir.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateTableTest {

    private final StateTable table = new StateTable();
    private final StateTable same = new StateTable();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void both(String store, int partition, String key, String value) {
        table.put(store, partition, bytes(key), bytes(value));
        same.put(store, partition, bytes(key), bytes(value));
    }

    @Test
    void differences_of_the_same_last_values_are_none_whatever_came_before() {
        both("profiles", 0, "a", "1");
        both("profiles", 1, "b", "2");
        table.put("profiles", 0, bytes("a"), bytes("other"));
        table.put("profiles", 0, bytes("a"), bytes("1"));
        table.put("seen", 0, bytes("gone"), bytes("1"));
        table.put("seen", 0, bytes("gone"), null);
        same.put("seen", 0, bytes("gone"), null);

        assertThat(table.differences(same)).isEmpty();
        assertThat(table.digests()).isEqualTo(same.digests()).containsOnlyKeys("profiles", "seen");
        assertThat(table.size()).isEqualTo(2);
    }

    @Test
    void differences_name_changed_missing_and_moved_keys_by_store() {
        both("profiles", 0, "a", "1");
        both("seen", 0, "s", "1");
        table.put("profiles", 0, bytes("a"), bytes("2"));
        table.put("profiles", 0, bytes("only here"), bytes("1"));
        same.put("windows", 0, bytes("only there"), bytes("1"));
        table.put("moved", 0, bytes("m"), bytes("1"));
        same.put("moved", 1, bytes("m"), bytes("1"));

        assertThat(table.differences(same)).isEqualTo(Map.of("profiles", 2, "windows", 1, "moved", 2));
        assertThat(table.digests().get("profiles")).isNotEqualTo(same.digests().get("profiles"));
        assertThat(table.digests()).containsEntry("seen", same.digests().get("seen"));
    }
}
