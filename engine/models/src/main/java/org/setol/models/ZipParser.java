package org.setol.models;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the central directory of a zip archive. Section numbers are those of PKWARE's APPNOTE. */
final class ZipParser {

    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final long LOCAL_HEADER = 0x04034b50L;
    private static final long CENTRAL_HEADER = 0x02014b50L;
    private static final long END_RECORD = 0x06054b50L;
    private static final long ZIP64_END_RECORD = 0x06064b50L;
    private static final long ZIP64_LOCATOR = 0x07064b50L;

    private static final int LOCAL_HEADER_BYTES = 30;
    private static final int CENTRAL_HEADER_BYTES = 46;
    private static final int END_RECORD_BYTES = 22;
    private static final int ZIP64_END_RECORD_BYTES = 56;
    private static final int ZIP64_LOCATOR_BYTES = 20;
    private static final int LONGEST_COMMENT = 0xffff;

    /** Flags of a member that is encrypted, in the classic or in the strong way (4.4.4). */
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;

    private static final int ZIP64_EXTRA = 1;
    private static final long SEE_ZIP64 = 0xffffffffL;

    private final MappedFile file;
    private final MemorySegment bytes;

    ZipParser(MappedFile file) {
        this.file = file;
        this.bytes = file.bytes();
    }

    static boolean startsLikeZip(MemorySegment bytes) {
        if (bytes.byteSize() < END_RECORD_BYTES) {
            return false;
        }
        long signature = Integer.toUnsignedLong(bytes.get(U32, 0));
        return signature == LOCAL_HEADER || signature == END_RECORD;
    }

    List<ZipDirectory.Entry> entries() throws ModelException {
        Directory directory = directory();
        List<Placed> placed = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long at = directory.offset;
        for (long k = 0; k < directory.count; k++) {
            if (at + CENTRAL_HEADER_BYTES > directory.end || u32(at) != CENTRAL_HEADER) {
                throw malformed("zip directory entry " + k + " of " + directory.count + " is missing at byte " + at);
            }
            long next = at + CENTRAL_HEADER_BYTES + u16(at + 28) + u16(at + 30) + u16(at + 32);
            if (next > directory.end) {
                throw malformed("zip directory entry " + k + " at byte " + at + " reaches beyond the directory");
            }
            Placed entry = entry(at, directory);
            if (!names.add(entry.entry.name())) {
                throw malformed("two zip members are named " + Quoted.of(entry.entry.name()));
            }
            placed.add(entry);
            at = next;
        }
        refuseOverlap(placed);
        return placed.stream().map(Placed::entry).toList();
    }

    /** Where the directory lies and how many entries it has: the end record (4.3.16) or its zip64 twin (4.3.14). */
    private Directory directory() throws ModelException {
        long end = endRecord();
        long locator = end - ZIP64_LOCATOR_BYTES;
        if (locator >= 0 && u32(locator) == ZIP64_LOCATOR) {
            return zip64Directory(locator);
        }
        if (u16(end + 4) != 0 || u16(end + 6) != 0 || u16(end + 8) != u16(end + 10)) {
            throw severalParts();
        }
        return directory(u32(end + 16), u32(end + 12), u16(end + 10), end);
    }

    private Directory zip64Directory(long locator) throws ModelException {
        long record = u64(locator + 8);
        if (record < 0 || record > locator - ZIP64_END_RECORD_BYTES || u32(record) != ZIP64_END_RECORD) {
            throw malformed("the zip64 end record is not at byte " + Long.toUnsignedString(record));
        }
        if (u32(record + 16) != 0 || u32(record + 20) != 0 || u64(record + 24) != u64(record + 32)) {
            throw severalParts();
        }
        return directory(u64(record + 48), u64(record + 40), u64(record + 32), record);
    }

    private Directory directory(long offset, long size, long count, long limit) throws ModelException {
        if (offset < 0 || size < 0 || offset > limit || size > limit - offset) {
            throw malformed("the zip directory (" + Long.toUnsignedString(size) + " bytes at byte "
                    + Long.toUnsignedString(offset) + ") lies outside the file of " + bytes.byteSize());
        }
        if (count < 0 || count > size / CENTRAL_HEADER_BYTES) {
            throw malformed(
                    "a zip directory of " + size + " bytes cannot hold " + Long.toUnsignedString(count) + " entries");
        }
        return new Directory(offset, offset + size, count);
    }

    /** The last end record whose comment reaches exactly to the end of the file. */
    private long endRecord() throws ModelException {
        long last = bytes.byteSize() - END_RECORD_BYTES;
        long first = Math.max(0, last - LONGEST_COMMENT);
        for (long at = last; at >= first; at--) {
            if (u32(at) == END_RECORD && u16(at + 20) == last - at) {
                return at;
            }
        }
        throw malformed("the zip directory is missing at the end of the file");
    }

    private Placed entry(long at, Directory directory) throws ModelException {
        String name = name(at);
        if ((u16(at + 8) & ENCRYPTED) != 0) {
            throw new ModelException.Unsupported(
                    file.path(), "zip member " + Quoted.of(name) + " is encrypted", "decrypt the archive first");
        }
        long extra = at + CENTRAL_HEADER_BYTES + u16(at + 28);
        Zip64 wide = new Zip64(extra, extra + u16(at + 30), name);
        long size = wide.value(u32(at + 24));
        long compressedSize = wide.value(u32(at + 20));
        long local = wide.value(u32(at + 42));
        long data = dataOffset(at, local, name, directory);
        if (compressedSize > directory.offset - data) {
            throw malformed("zip member " + Quoted.of(name) + " is said to have " + compressedSize
                    + " bytes, the archive has " + (directory.offset - data) + " from there");
        }
        int method = u16(at + 10);
        if (method == ZipDirectory.STORED && size != compressedSize) {
            throw malformed(
                    "stored zip member " + Quoted.of(name) + " has two sizes, " + compressedSize + " and " + size);
        }
        MemorySegment slice = bytes.asSlice(data, compressedSize);
        return new Placed(
                local,
                data + compressedSize,
                new ZipDirectory.Entry(name, method, compressedSize, size, u32(at + 16), slice));
    }

    /** First byte of the member; the local header (4.3.7) has name and extra field of its own lengths. */
    private long dataOffset(long at, long local, String name, Directory directory) throws ModelException {
        if (local > directory.offset - LOCAL_HEADER_BYTES || u32(local) != LOCAL_HEADER) {
            throw malformed("zip member " + Quoted.of(name) + " is not at byte " + local);
        }
        int nameLength = u16(local + 26);
        long data = local + LOCAL_HEADER_BYTES + nameLength + u16(local + 28);
        if (data > directory.offset) {
            throw malformed("the header of zip member " + Quoted.of(name) + " at byte " + local
                    + " reaches beyond the members");
        }
        MemorySegment central = bytes.asSlice(at + CENTRAL_HEADER_BYTES, u16(at + 28));
        if (central.mismatch(bytes.asSlice(local + LOCAL_HEADER_BYTES, nameLength)) != -1) {
            throw malformed("zip member " + Quoted.of(name) + " has another name in its own header at byte " + local);
        }
        return data;
    }

    private String name(long at) throws ModelException {
        ByteBuffer raw = bytes.asSlice(at + CENTRAL_HEADER_BYTES, u16(at + 28)).asByteBuffer();
        String name;
        try {
            name = StandardCharsets.UTF_8.newDecoder().decode(raw).toString();
        } catch (CharacterCodingException e) {
            throw malformed("the name in the zip directory at byte " + at + " is not UTF-8");
        }
        if (leavesArchive(name)) {
            throw new ModelException.Unsafe(
                    file.path(),
                    "zip member " + Quoted.of(name) + " leads out of the archive",
                    "do not trust this file; a model's members have plain relative names");
        }
        return name;
    }

    private static boolean leavesArchive(String name) {
        String path = name.replace('\\', '/');
        boolean drive = path.length() > 1 && path.charAt(1) == ':';
        return path.startsWith("/")
                || drive
                || path.indexOf(0) >= 0
                || List.of(path.split("/", -1)).contains("..");
    }

    private void refuseOverlap(List<Placed> placed) throws ModelException {
        List<Placed> sorted =
                placed.stream().sorted(Comparator.comparingLong(Placed::begin)).toList();
        for (int k = 1; k < sorted.size(); k++) {
            if (sorted.get(k).begin < sorted.get(k - 1).end) {
                throw malformed(
                        "zip members " + Quoted.of(sorted.get(k - 1).entry.name()) + " and "
                                + Quoted.of(sorted.get(k).entry.name()) + " overlap");
            }
        }
    }

    private int u16(long at) {
        return Short.toUnsignedInt(bytes.get(U16, at));
    }

    private long u32(long at) {
        return Integer.toUnsignedLong(bytes.get(U32, at));
    }

    private long u64(long at) {
        return bytes.get(U64, at);
    }

    private ModelException malformed(String problem) {
        return new ModelException.Malformed(file.path(), problem);
    }

    private ModelException severalParts() {
        return new ModelException.Unsupported(
                file.path(), "the zip archive is one of several parts", "join the parts first");
    }

    private record Directory(long offset, long end, long count) {}

    private record Placed(long begin, long end, ZipDirectory.Entry entry) {}

    /** The values that did not fit into 32 bits, in the order in which the directory entry asks for them (4.5.3). */
    private final class Zip64 {
        private final String name;
        private long at;
        private long end;

        Zip64(long from, long to, String name) {
            this.name = name;
            for (long field = from; field + 4 <= to; field += 4 + u16(field + 2)) {
                if (u16(field) == ZIP64_EXTRA) {
                    this.at = field + 4;
                    this.end = Math.min(to, at + u16(field + 2));
                    return;
                }
            }
        }

        long value(long narrow) throws ModelException {
            if (narrow != SEE_ZIP64) {
                return narrow;
            }
            long wide = at + Long.BYTES <= end ? u64(at) : -1;
            if (wide < 0) {
                throw malformed("zip member " + Quoted.of(name) + " lacks its 64-bit sizes");
            }
            at += Long.BYTES;
            return wide;
        }
    }
}
