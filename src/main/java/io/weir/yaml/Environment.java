package io.weir.yaml;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces <code>${NAME}</code> and <code>${NAME:-standard}</code> by variables of the environment; <code>$$</code> is a dollar. */
final class Environment {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\$|\\$\\{([^}:]*)(?::-([^}]*))?}");

    private Environment() {}

    /** @throws YamlException that begins with the place, when a variable is not set */
    static String substitute(String text, Function<String, @Nullable String> environment, String place) {
        return VARIABLE.matcher(text).replaceAll(found -> {
            String name = found.group(1);
            if (name == null) {
                return Matcher.quoteReplacement("$");
            }
            String value = environment.apply(name);
            String standard = found.group(2);
            if (value == null && standard == null) {
                throw new YamlException(place + ": the environment variable " + name
                        + " is not set; allowed: set it, or write ${" + name + ":-default}");
            }
            return Matcher.quoteReplacement(value == null ? standard : value);
        });
    }
}
