package io.weir.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Good YAML, JSON or CSV with a few edits that its readers fear: values out of range, lines out of place, deep nests. */
public final class TextMutation {

    private static final Pattern WORD = Pattern.compile("[\\p{Alnum}_.+-]+");

    private static final List<String> HOSTILE = List.of(
            "",
            "null",
            "~",
            "true",
            "NaN",
            ".nan",
            ".inf",
            "-.inf",
            "Infinity",
            "1e999",
            "-1",
            "0",
            "-0.0",
            "1e-999",
            "0x10",
            "99999999999999999999",
            "-9223372036854775808",
            "9".repeat(1_500),
            "1_0",
            "[]",
            "{}",
            "[",
            "{",
            "}",
            "]",
            "- ",
            ": ",
            "? ",
            "&a [*a]",
            "*a",
            "!!java.net.URL x",
            "!<tag:yaml.org,2002:js/function> x",
            "|",
            ">",
            "---",
            "...",
            "%YAML 9.9",
            "\t",
            "\u0000",
            "\ufeff",
            "\ud800",
            "\u2028",
            "\"",
            "'",
            "\\",
            "${X}",
            "${X:-y}",
            "$$",
            "#",
            ",",
            ";",
            "PT0S",
            "P-1D",
            "P999999999999D",
            "+1000000000-01-01T00:00:00Z",
            "XXX",
            "<<: *a",
            "a".repeat(5_000),
            "[".repeat(2_000),
            "{a: ".repeat(500),
            "{\"a\":".repeat(3_000),
            "- ".repeat(500),
            "? ".repeat(300));

    private TextMutation() {}

    /** One of these, edited once to three times. */
    public static byte[] of(List<String> good, SplittableRandom random) {
        String text = good.get(random.nextInt(good.size()));
        String other = good.get(random.nextInt(good.size()));
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
            text = edit(text, other, random);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String edit(String text, String other, SplittableRandom random) {
        int at = random.nextInt(text.length() + 1);
        String hostile = HOSTILE.get(random.nextInt(HOSTILE.size()));
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> wordReplaced(text, hostile, random);
            case 3 -> wordReplaced(text, word(other, random), random);
            case 4 -> text.substring(0, at) + hostile + text.substring(at);
            case 5 -> text.substring(0, at);
            case 6 -> text.substring(0, at) + other.substring(random.nextInt(other.length() + 1));
            default -> lines(text, random);
        };
    }

    private static String wordReplaced(String text, String by, SplittableRandom random) {
        List<MatchResult> words = WORD.matcher(text).results().toList();
        if (words.isEmpty()) {
            return by;
        }
        MatchResult word = words.get(random.nextInt(words.size()));
        return text.substring(0, word.start()) + by + text.substring(word.end());
    }

    private static String word(String text, SplittableRandom random) {
        List<MatchResult> words = WORD.matcher(text).results().toList();
        return words.isEmpty() ? "" : words.get(random.nextInt(words.size())).group();
    }

    /** A line dropped, repeated, moved or pushed in. */
    private static String lines(String text, SplittableRandom random) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int line = random.nextInt(lines.size());
        switch (random.nextInt(4)) {
            case 0 -> lines.remove(line);
            case 1 -> lines.add(line, lines.get(line));
            case 2 -> Collections.swap(lines, line, random.nextInt(lines.size()));
            default -> lines.set(line, " ".repeat(random.nextInt(5)) + lines.get(line));
        }
        return String.join("\n", lines);
    }
}
