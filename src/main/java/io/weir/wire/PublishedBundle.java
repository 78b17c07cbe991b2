package io.weir.wire;

/**
 * A model bundle as it stands on the bundles topic.
 *
 * @param slot champion decides; other slots are kept beside it
 * @param version first 12 hex digits of {@code sha256}
 * @param sha256 SHA-256 of {@code content} in lower-case hex; proven when read from the wire
 * @param effectiveFromMillis event time from which it decides, epoch milliseconds, UTC
 * @param publishedMillis wall clock of the publication, epoch milliseconds, UTC
 * @param content the bundle file; not copied, so not to be changed
 */
public record PublishedBundle(
        String slot, String version, String sha256, long effectiveFromMillis, long publishedMillis, byte[] content) {}
