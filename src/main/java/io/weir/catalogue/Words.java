package io.weir.catalogue;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Constants as the file writes them: in lower case. */
final class Words {

    private Words() {}

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> Map<String, E> byWord(E[] constants) {
        Map<String, E> byWord = new LinkedHashMap<>();
        for (E constant : constants) {
            byWord.put(word(constant), constant);
        }
        return byWord;
    }
}
