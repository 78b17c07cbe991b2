package io.weir.cli;

import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.EvidenceWindows;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every version of the base rate that was read, each once, however often it comes: of one window the segments' before the whole's. */
final class BaseRateHistory {

    private record Key(long version, String segment) {

        boolean isWhole() {
            return segment.equals(EvidenceWindows.WHOLE);
        }
    }

    private final TreeMap<Key, BaseRateVersion> versions = new TreeMap<>(
            Comparator.comparingLong(Key::version).thenComparing(Key::isWhole).thenComparing(Key::segment));

    void take(BaseRateVersion version) {
        versions.put(new Key(version.version(), version.segment()), version);
    }

    /** The last one; null before the first. */
    @Nullable
    BaseRateVersion last() {
        return versions.isEmpty() ? null : versions.lastEntry().getValue();
    }

    /** All, oldest first. */
    Collection<BaseRateVersion> all() {
        return List.copyOf(versions.values());
    }
}
