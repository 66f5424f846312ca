package org.setol.models;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The members of a zip archive as views of the mapped file. {@code java.util.zip} does not tell where a member's bytes
 * lie; weights of many gigabytes must be used where they are. Reads the central directory, zip64 included, and believes
 * it only where the local headers agree.
 *
 * <p>Source: PKWARE APPNOTE 6.3.10, sections 4.3.6 to 4.3.16 and 4.5.3.
 *
 * @param file the archive
 * @param entries in the order of the central directory, unique names
 */
public record ZipDirectory(MappedFile file, List<Entry> entries) {

    /** Compression method of a member whose bytes are kept as they are. */
    public static final int STORED = 0;

    /** Compression method of a deflated member. */
    public static final int DEFLATED = 8;

    public ZipDirectory {
        entries = List.copyOf(entries);
    }

    /**
     * One member.
     *
     * @param name relative, with {@code /}, never leaving the archive's root
     * @param method {@link #STORED}, {@link #DEFLATED}, or a number that {@link #content} refuses
     * @param compressedSize bytes in the archive
     * @param size bytes of the member itself; equal to compressedSize when stored
     * @param crc32 checksum of the member itself, as the directory states it
     * @param data the compressedSize bytes in the archive
     */
    public record Entry(String name, int method, long compressedSize, long size, long crc32, MemorySegment data) {}

    /** True when the file begins like a zip archive: with a local header, or with the end record of an empty one. */
    public static boolean startsLikeZip(MappedFile file) {
        return ZipParser.startsLikeZip(file.bytes());
    }

    /**
     * Reads the directory. Cost: proportional to the directory, the members are not touched (their headers are).
     *
     * @throws ModelException.Malformed when there is no directory, it lies outside the file, members overlap, share a name
     *     or disagree with their local headers
     * @throws ModelException.Unsupported for encrypted members and archives in several parts
     * @throws ModelException.Unsafe for names that are absolute or climb out with {@code ..}
     */
    public static ZipDirectory parse(MappedFile file) throws ModelException {
        return new ZipDirectory(file, new ZipParser(file).entries());
    }

    /**
     * {@link ModelFormat#match} of a format that is a zip of its own kind: certain when its members say so; else, or when they cannot
     * be listed, possible by the suffix, so that its reader says what is wrong.
     */
    public static ModelFormat.Match match(MappedFile file, String suffix, Predicate<ZipDirectory> isOfItsKind) {
        if (!startsLikeZip(file)) {
            return ModelFormat.Match.NO;
        }
        ModelFormat.Match bySuffix =
                file.lowerCaseName().endsWith(suffix) ? ModelFormat.Match.POSSIBLE : ModelFormat.Match.NO;
        try {
            return isOfItsKind.test(parse(file)) ? ModelFormat.Match.CERTAIN : bySuffix;
        } catch (ModelException e) {
            return bySuffix;
        }
    }

    /** The member of this name. */
    public Optional<Entry> find(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /**
     * The bytes of a member: the mapped ones when stored, else inflated into memory of {@code arena}.
     *
     * @throws ModelException.Malformed when inflating gives another size or checksum than the directory states, or the
     *     stated size is more than deflate can hold in that many bytes
     * @throws ModelException.Unsupported for methods other than stored and deflated
     * @throws ModelException.Unreadable when the inflated member does not fit into memory
     */
    public MemorySegment content(Entry entry, Arena arena) throws ModelException {
        return switch (entry.method()) {
            case STORED -> entry.data();
            case DEFLATED -> ZipInflater.inflate(file, entry, arena);
            default ->
                throw new ModelException.Unsupported(
                        file.path(),
                        "member " + Quoted.of(entry.name()) + " is compressed with method " + entry.method(),
                        "write the archive again, uncompressed or deflated");
        };
    }
}
