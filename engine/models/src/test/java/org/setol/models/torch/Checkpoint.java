package org.setol.models.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip as {@code torch.save} lays it out: stored members, data at multiples of 64 bytes by a padding extra field. */
final class Checkpoint {

    private static final int ALIGNMENT = 64;
    private static final int LOCAL_HEADER = 30;
    private static final int EXTRA_HEADER = 4;
    private static final short PADDING_TAG = 'F' | ('B' << 8);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);

    /** An archive with this pickle. */
    static Checkpoint of(byte[] pickle) {
        return new Checkpoint().stored("archive/data.pkl", pickle).stored("archive/version", ascii("3\n"));
    }

    /** The storage of a float tensor with the values 0, 1, 2, ... */
    Checkpoint floats(String key, int count) {
        ByteBuffer values = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int k = 0; k < count; k++) {
            values.putFloat(k);
        }
        return storage(key, values.array());
    }

    Checkpoint storage(String key, byte[] content) {
        return stored("archive/data/" + key, content);
    }

    Checkpoint stored(String name, byte[] content) {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        return write(entry, content, true);
    }

    Checkpoint deflated(String name, byte[] content) {
        return write(new ZipEntry(name), content, false);
    }

    private Checkpoint write(ZipEntry entry, byte[] content, boolean align) {
        try {
            zip.flush();
            if (align) {
                entry.setExtra(
                        padding(bytes.size() + LOCAL_HEADER + entry.getName().length() + EXTRA_HEADER));
            }
            zip.putNextEntry(entry);
            zip.write(content);
            zip.closeEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] padding(int end) {
        int length = Math.floorMod(-end, ALIGNMENT);
        return ByteBuffer.allocate(EXTRA_HEADER + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(PADDING_TAG)
                .putShort((short) length)
                .array();
    }

    byte[] zip() {
        try {
            zip.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
