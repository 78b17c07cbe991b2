package io.weir.cli.faults;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The state of an application as its changelogs have it: of each store, partition and key the last value. */
final class StateTable {

    private record Entry(int partition, String key) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byPartition = Integer.compare(partition, other.partition);
            return byPartition == 0 ? key.compareTo(other.key) : byPartition;
        }
    }

    private final Map<String, TreeMap<Entry, String>> stores = new TreeMap<>();

    /** A store that is there, with or without entries. */
    void open(String store) {
        stores.computeIfAbsent(store, name -> new TreeMap<>());
    }

    /** Stores without any entry. */
    List<String> empty() {
        return stores.entrySet().stream()
                .filter(each -> each.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The next record of a changelog; a null value deletes. */
    void put(String store, int partition, byte[] key, byte @Nullable [] value) {
        TreeMap<Entry, String> entries = stores.computeIfAbsent(store, name -> new TreeMap<>());
        Entry entry = new Entry(partition, HexFormat.of().formatHex(key));
        if (value == null) {
            entries.remove(entry);
        } else {
            entries.put(entry, Digest.of(value));
        }
    }

    /** By store, SHA-256 over partition, key and value of every entry, in order. */
    Map<String, String> digests() {
        Map<String, String> digests = new TreeMap<>();
        stores.forEach((store, entries) -> {
            MessageDigest digest = Digest.sha256();
            entries.forEach((entry, value) -> digest.update((entry.partition() + "/" + entry.key() + "/" + value + "\n")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            digests.put(store, HexFormat.of().formatHex(digest.digest()));
        });
        return digests;
    }

    /** By store, how many keys have another value here than there, or are only in one of the two; stores without any are left out. */
    Map<String, Integer> differences(StateTable other) {
        Set<String> names = new TreeSet<>(stores.keySet());
        names.addAll(other.stores.keySet());
        Map<String, Integer> differences = new TreeMap<>();
        for (String name : names) {
            int count = differing(
                    stores.getOrDefault(name, new TreeMap<>()), other.stores.getOrDefault(name, new TreeMap<>()));
            if (count > 0) {
                differences.put(name, count);
            }
        }
        return differences;
    }

    private static int differing(Map<Entry, String> mine, Map<Entry, String> theirs) {
        Set<Entry> keys = new TreeSet<>(mine.keySet());
        keys.addAll(theirs.keySet());
        return (int) keys.stream()
                .filter(key -> !String.valueOf(mine.get(key)).equals(String.valueOf(theirs.get(key))))
                .count();
    }

    int size() {
        return stores.values().stream().mapToInt(TreeMap::size).sum();
    }
}
