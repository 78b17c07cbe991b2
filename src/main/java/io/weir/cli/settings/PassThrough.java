package io.weir.cli.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Settings that go to Kafka or the registry client as they stand; secrets are masked when printed.
 *
 * @param values name and value, as written
 */
public record PassThrough(Map<String, String> values) {

    private static final String MASK = "****";

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|secret|token|credential|jaas|user\\.info|keystore\\.key|private\\.key).*");

    /** A name and password inside a URL, as in {@code http://me:secret@registry:8081}. */
    private static final Pattern IN_URL = Pattern.compile("(://)[^/?#\\s,]*@");

    public PassThrough {
        values = Map.copyOf(values);
    }

    /** These settings, over which the others win. */
    public PassThrough overriddenBy(PassThrough others) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(others.values);
        return new PassThrough(all);
    }

    private static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }

    /** Sorted by name, with masks in place of secrets. */
    Map<String, String> masked() {
        Map<String, String> shown = new TreeMap<>(values);
        shown.replaceAll(PassThrough::shown);
        return shown;
    }

    /** A value as it may be printed. */
    static String shown(String name, String value) {
        return isSecret(name) ? MASK : IN_URL.matcher(value).replaceAll("$1" + MASK + "@");
    }

    @Override
    public String toString() {
        return masked().toString();
    }
}
