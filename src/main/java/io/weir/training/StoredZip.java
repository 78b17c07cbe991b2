package io.weir.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** ZIP archives without compression and with fixed timestamps: equal entries give equal bytes, and none can inflate. */
final class StoredZip {

    /** Later than the first minute of 1980, which the JDK takes for "no time" and adds one that depends on the zone. */
    private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private static final int MAX_BYTES = 30 << 20;
    private static final int MAX_ENTRIES = 16;

    private StoredZip() {}

    static byte[] write(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                byte[] content = entry.getValue();
                CRC32 crc = new CRC32();
                crc.update(content);
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setMethod(ZipEntry.STORED);
                header.setTimeLocal(TIME);
                header.setSize(content.length);
                header.setCrc(crc.getValue());
                zip.putNextEntry(header);
                zip.write(content);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        checkSize(bytes.size());
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException when it is no such archive, is damaged or too large */
    static Map<String, byte[]> read(byte[] content) {
        checkSize(content.length);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        String at = "its start";
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = next(zip, at); entry != null; entry = next(zip, at)) {
                at = entry.getName();
                if (entry.getMethod() != ZipEntry.STORED || entry.getSize() < 0) {
                    throw new IllegalArgumentException("bundle, " + at + ": it is compressed; allowed: stored entries");
                }
                if (entries.size() == MAX_ENTRIES) {
                    throw new IllegalArgumentException("bundle has more than " + MAX_ENTRIES + " entries");
                }
                byte[] bytes = zip.readAllBytes();
                if (bytes.length != entry.getSize()) {
                    throw new IllegalArgumentException("bundle, " + at + ": it has " + bytes.length
                            + " bytes; its header says " + entry.getSize());
                }
                if (entries.put(at, bytes) != null) {
                    throw new IllegalArgumentException("bundle has two entries " + at);
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("bundle cannot be read at " + at + ": " + e.getMessage(), e);
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("bundle is not a ZIP archive, or an empty one");
        }
        return entries;
    }

    /** A name that is no UTF-8 comes as an unchecked exception. */
    private static @Nullable ZipEntry next(ZipInputStream zip, String at) throws IOException {
        try {
            return zip.getNextEntry();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("bundle cannot be read at " + at + ": " + e.getMessage(), e);
        }
    }

    static void checkSize(long bytes) {
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("bundle has " + bytes + " bytes; allowed: at most " + MAX_BYTES);
        }
    }
}
