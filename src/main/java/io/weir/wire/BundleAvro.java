package io.weir.wire;

import static io.weir.transaction.InvalidRecordException.field;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** {@link PublishedBundle} to its Avro record and back; reading proves the content against its SHA-256. */
final class BundleAvro {

    private BundleAvro() {}

    static io.weir.wire.avro.Bundle write(PublishedBundle bundle) {
        return io.weir.wire.avro.Bundle.newBuilder()
                .setSlot(bundle.slot())
                .setVersion(bundle.version())
                .setSha256(bundle.sha256())
                .setEffectiveFrom(Instant.ofEpochMilli(bundle.effectiveFromMillis()))
                .setPublishedTime(Instant.ofEpochMilli(bundle.publishedMillis()))
                .setContent(ByteBuffer.wrap(bundle.content()))
                .build();
    }

    static PublishedBundle read(io.weir.wire.avro.Bundle avro) {
        ByteBuffer buffer = avro.getContent();
        byte[] content = new byte[buffer.remaining()];
        buffer.duplicate().get(content);
        String sha256 = sha256(content);
        if (!sha256.equals(avro.getSha256())) {
            throw field("sha256", avro.getSha256(), "the SHA-256 of content, which is " + sha256);
        }
        return new PublishedBundle(
                avro.getSlot(),
                avro.getVersion(),
                sha256,
                avro.getEffectiveFrom().toEpochMilli(),
                avro.getPublishedTime().toEpochMilli(),
                content);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }
}
