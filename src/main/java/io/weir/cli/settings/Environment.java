package io.weir.cli.settings;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces <code>${NAME}</code> and <code>${NAME:-standard}</code> by variables of the environment; <code>$$</code> is a dollar. */
final class Environment {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\$|\\$\\{([^}:]*)(?::-([^}]*))?}");

    private Environment() {}

    /** @throws SettingsException with the place that {@code at} adds to the problem, when a variable is not set */
    static String substitute(String text, Function<String, @Nullable String> environment, UnaryOperator<String> at) {
        return VARIABLE.matcher(text).replaceAll(found -> {
            String name = found.group(1);
            if (name == null) {
                return Matcher.quoteReplacement("$");
            }
            String value = environment.apply(name);
            String standard = found.group(2);
            if (value == null && standard == null) {
                throw new SettingsException(at.apply("the environment variable " + name
                        + " is not set; allowed: set it, or write ${" + name + ":-default}"));
            }
            return Matcher.quoteReplacement(value == null ? standard : value);
        });
    }
}
