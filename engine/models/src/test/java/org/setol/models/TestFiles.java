package org.setol.models;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small model files in memory, written by code that shares nothing with the readers. */
public final class TestFiles {

    private TestFiles() {}

    /** A safetensors file of this header and this many data bytes 0, 1, 2, ... */
    public static byte[] safetensors(String header, int dataBytes) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);
        for (int k = 0; k < dataBytes; k++) {
            file.put((byte) k);
        }
        return file.array();
    }

    /** A safetensors file of float32 tensors of shape {@code rows x cols} each, in this order. */
    public static byte[] floatMatrices(int rows, int cols, String... names) {
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        int bytes = 4 * rows * cols;
        for (int k = 0; k < names.length; k++) {
            header.append(",\"%s\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[%d,%d]}"
                    .formatted(names[k], rows, cols, k * bytes, (k + 1) * bytes));
        }
        return safetensors(header.append('}').toString(), names.length * bytes);
    }

    /** A zip archive by {@code java.util.zip}; all members deflated, or all stored. */
    public static byte[] zip(boolean deflated, Map<String, byte[]> members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                ZipEntry entry = new ZipEntry(member.getKey());
                if (!deflated) {
                    CRC32 crc = new CRC32();
                    crc.update(member.getValue());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(member.getValue().length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(member.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** An archive of one stored member with all sizes and offsets in 64-bit fields (APPNOTE 4.3.14, 4.3.15, 4.5.3). */
    public static byte[] zip64(String name, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer zip =
                ByteBuffer.allocate(300 + 2 * text.length + content.length).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(0x04034b50).putShort((short) 45).putInt(0).putInt(0).putInt((int) crc.getValue());
        zip.putInt(-1)
                .putInt(-1)
                .putShort((short) text.length)
                .putShort((short) 20)
                .put(text);
        zip.putShort((short) 1)
                .putShort((short) 16)
                .putLong(content.length)
                .putLong(content.length)
                .put(content);
        int directory = zip.position();
        zip.putInt(0x02014b50)
                .putInt(45)
                .putInt(0)
                .putInt(0)
                .putInt((int) crc.getValue())
                .putInt(-1)
                .putInt(-1);
        zip.putShort((short) text.length)
                .putShort((short) 28)
                .putLong(0)
                .putShort((short) 0)
                .putInt(-1)
                .put(text);
        zip.putShort((short) 1)
                .putShort((short) 24)
                .putLong(content.length)
                .putLong(content.length)
                .putLong(0);
        int record = zip.position();
        zip.putInt(0x06064b50).putLong(44).putInt(45).putLong(0).putLong(1).putLong(1);
        zip.putLong(record - directory).putLong(directory);
        zip.putInt(0x07064b50).putInt(0).putLong(record).putInt(1);
        zip.putInt(0x06054b50).putInt(0).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0);
        return Arrays.copyOf(zip.array(), zip.position());
    }

    /** Members in the order given: name, bytes, name, bytes, ... */
    public static Map<String, byte[]> members(Object... namesAndBytes) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        for (int k = 0; k < namesAndBytes.length; k += 2) {
            members.put((String) namesAndBytes[k], (byte[]) namesAndBytes[k + 1]);
        }
        return members;
    }

    /** As if a file of this name had been mapped. */
    public static MappedFile mapped(String name, byte[] bytes, Arena arena) {
        MemorySegment segment = arena.allocate(bytes.length);
        segment.copyFrom(MemorySegment.ofArray(bytes));
        return new MappedFile(Path.of(name), segment.asReadOnly());
    }

    /** A file from {@code src/test/resources}, beside the class. */
    public static byte[] resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("no resource " + name + " beside " + beside);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Offset of the k-th (from 0) occurrence of a text or signature. */
    public static int find(byte[] bytes, String text, int k) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = -1;
        for (int times = 0; times <= k; times++) {
            at = all.indexOf(text, at + 1);
            if (at < 0) {
                throw new AssertionError("no occurrence " + k + " of " + text);
            }
        }
        return at;
    }

    /** A copy with this many bytes at an offset replaced by a little-endian value. */
    public static byte[] patched(byte[] bytes, int at, int width, long value) {
        byte[] copy = bytes.clone();
        for (int k = 0; k < width; k++) {
            copy[at + k] = (byte) (value >>> (8 * k));
        }
        return copy;
    }
}
