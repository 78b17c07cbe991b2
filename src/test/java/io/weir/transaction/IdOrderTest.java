package io.weir.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdOrderTest {

    @Test
    void shortlex_ofNumbersAndText_putsShorterFirst() {
        List<String> ids = new ArrayList<>(List.of("10", "b", "9", "aa", "100", "Z", "ä", "t9", "t10"));
        ids.sort(IdOrder.SHORTLEX);
        assertThat(ids).containsExactly("9", "Z", "b", "ä", "10", "aa", "t9", "100", "t10");
    }

    @Test
    void sortable_ofAnyIds_ordersAsShortlex() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            StringBuilder id = new StringBuilder();
            int length = (int) (IdHash.mix(i) >>> 61) + (i % 50 == 0 ? 249 : 1);
            for (int c = 0; c < length; c++) {
                // Few different units, some of more than a byte, halves of surrogate pairs among them.
                id.append("aZ0\u00e9\u4e2d\uffff\ud83d\ude00".charAt((int) (IdHash.mix(31L * i + c) >>> 61)));
            }
            ids.add(id.toString());
        }
        List<String> byBytes = new ArrayList<>(ids);
        byBytes.sort((a, b) -> Arrays.compareUnsigned(IdOrder.sortable(a), IdOrder.sortable(b)));
        Collections.shuffle(ids, new Random(3));
        ids.sort(IdOrder.SHORTLEX);
        assertThat(byBytes).isEqualTo(ids);
    }
}
