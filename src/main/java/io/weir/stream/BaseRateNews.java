package io.weir.stream;

import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.EvidenceWindows;
import io.weir.baserate.World;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people once when the world changes, and when an operator's command takes effect or ends. For the task that estimates,
 * which alone sees each version once: tables are read anew at every start.
 */
final class BaseRateNews {

    private static final Logger LOG = LoggerFactory.getLogger(BaseRateNews.class);

    private final StreamParts parts;
    private @Nullable BaseRateVersion last;

    BaseRateNews(StreamParts parts) {
        this.parts = parts;
    }

    /** A version of the estimator's that is about to be published. */
    void published(BaseRateVersion version) {
        if (!version.segment().equals(EvidenceWindows.WHOLE)) {
            return;
        }
        BaseRateVersion before = last == null ? before(version) : last;
        last = version;
        World world = before == null ? World.NORMAL : before.world();
        if (version.world() != world) {
            parts.metrics().worldChanged(version.world());
            LOG.warn(
                    "the world is {} and was {}, from base rate version {} on, effective {}: {}",
                    version.world(),
                    world,
                    version.version(),
                    Instant.ofEpochMilli(version.effectiveFromMillis()),
                    version.alarms().isEmpty() ? "nothing speaks against it now" : String.join("; ", version.alarms()));
        }
        String command = before == null ? null : before.command();
        if (!Objects.equals(version.command(), command)) {
            commandChanged(version, command);
        }
    }

    private static void commandChanged(BaseRateVersion version, @Nullable String before) {
        LOG.warn(
                "command {} {} at base rate version {}, effective {}: deployed {}, shift {}, the estimate says {}",
                version.command() == null ? before : version.command(),
                version.command() == null ? "no longer holds" : "holds",
                version.version(),
                Instant.ofEpochMilli(version.effectiveFromMillis()),
                version.deployed(),
                version.shift(),
                version.estimate());
    }

    /** The task may have run elsewhere, or before a restart; the table has been read by now. */
    private @Nullable BaseRateVersion before(BaseRateVersion version) {
        return parts.published()
                .baseRateAt(version.effectiveFromMillis() - 1, null)
                .version();
    }
}
