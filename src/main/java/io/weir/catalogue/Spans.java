package io.weir.catalogue;

import io.weir.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: 30m, 6h, 7d, or ISO 8601. */
final class Spans {

    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})([mhd])");
    private static final String ALLOWED = "minutes, hours or days such as 30m, 6h and 7d, or an ISO 8601 duration";

    private Spans() {}

    static Duration read(YamlNode node) {
        String text = node.text(ALLOWED);
        Matcher matcher = SHORT.matcher(text);
        if (matcher.matches()) {
            long count = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw node.wrong(ALLOWED);
        }
    }

    /** In the largest unit that it is a whole number of. */
    static String write(Duration span) {
        long seconds = span.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : span.toString();
    }
}
