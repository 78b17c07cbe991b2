package io.weir.cli.settings;

import io.weir.yaml.Secrets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings that go to Kafka or the registry client as they stand; secrets are masked when printed.
 *
 * @param values name and value, as written
 */
public record PassThrough(Map<String, String> values) {

    public PassThrough {
        values = Map.copyOf(values);
    }

    /** These settings, over which the others win. */
    public PassThrough overriddenBy(PassThrough others) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(others.values);
        return new PassThrough(all);
    }

    /** Sorted by name, with masks in place of secrets. */
    @Override
    public String toString() {
        Map<String, String> shown = new TreeMap<>(values);
        shown.replaceAll(Secrets::shown);
        return shown.toString();
    }
}
