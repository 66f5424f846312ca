package org.setol.models.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.setol.models.MappedFile;
import org.setol.models.ModelException;
import org.setol.models.Quoted;
import org.setol.models.ZipDirectory;
import org.setol.models.ZipDirectory.Entry;

/** The zip that {@code torch.save} writes: one folder with {@code data.pkl} and a member per storage. */
final class Archive {

    static final String PICKLE = "data.pkl";

    /** A compressed pickle may unfold a thousandfold, and its values again; no writer compresses it. */
    private static final long MAX_INFLATED_PICKLE = 64L << 20;

    /** Above this a pickle's values may not fit the heap; names and shapes of a million tensors do. */
    private static final long MAX_PICKLE = 1L << 30;

    /** Longest {@code version} or {@code byteorder}. */
    private static final int MAX_NOTE = 64;

    private final ZipDirectory zip;
    private final Arena arena;
    private final String prefix;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, MemorySegment> contents = new HashMap<>();

    private Archive(ZipDirectory zip, Arena arena, String prefix) {
        this.zip = zip;
        this.arena = arena;
        this.prefix = prefix;
        for (Entry entry : zip.entries()) {
            entries.put(entry.name(), entry);
        }
    }

    /** True when a member of this name is where a checkpoint has its pickle: in the one folder, or without a folder. */
    static boolean isPickle(String member) {
        int slash = member.indexOf('/');
        return member.equals(PICKLE)
                || (slash > 0 && member.substring(slash + 1).equals(PICKLE));
    }

    static Archive open(MappedFile file, Arena arena) throws ModelException {
        ZipDirectory zip = ZipDirectory.parse(file);
        List<String> pickles = zip.entries().stream()
                .map(Entry::name)
                .filter(Archive::isPickle)
                .toList();
        if (pickles.size() != 1) {
            throw new ModelException.Malformed(
                    file.path(), "a PyTorch archive has one data.pkl, this has " + pickles.size());
        }
        String pickle = pickles.getFirst();
        Archive archive = new Archive(zip, arena, pickle.substring(0, pickle.length() - PICKLE.length()));
        archive.checkByteOrder();
        return archive;
    }

    private void checkByteOrder() throws ModelException {
        String order = note("byteorder").orElse("little").toLowerCase(Locale.ROOT);
        if (!order.equals("little")) {
            throw new ModelException.Unsupported(
                    zip.file().path(),
                    "numbers in byte order " + Quoted.of(order),
                    "load it with torch.load on any machine and save it again on a little-endian one");
        }
    }

    /** The text of a small member. */
    Optional<String> note(String member) throws ModelException {
        Entry entry = entries.get(prefix + member);
        if (entry == null || entry.size() > MAX_NOTE) {
            return Optional.empty();
        }
        byte[] text = zip.content(entry, arena).toArray(ValueLayout.JAVA_BYTE);
        return Optional.of(new String(text, StandardCharsets.UTF_8).strip());
    }

    boolean has(String member) {
        return entries.containsKey(prefix + member);
    }

    boolean hasFolder(String folder) {
        return entries.keySet().stream().anyMatch(name -> name.startsWith(prefix + folder + "/"));
    }

    PickleCursor pickle(String member) throws ModelException {
        Entry entry = entry(member);
        long limit = entry.method() == ZipDirectory.STORED ? MAX_PICKLE : MAX_INFLATED_PICKLE;
        if (entry.size() > limit) {
            throw new ModelException.Unsupported(
                    zip.file().path(),
                    "member " + Quoted.of(entry.name()) + " has " + entry.size() + " bytes, more than " + limit,
                    "save the state_dict alone");
        }
        return new PickleCursor(zip.file().path(), entry.name(), zip.content(entry, arena));
    }

    /** The bytes of a member, in place when stored; inflated once when not. */
    MemorySegment content(String member) throws ModelException {
        MemorySegment known = contents.get(member);
        if (known != null) {
            return known;
        }
        MemorySegment content = zip.content(entry(member), arena);
        contents.put(member, content);
        return content;
    }

    private Entry entry(String member) throws ModelException {
        Entry entry = entries.get(prefix + member);
        if (entry == null) {
            throw new ModelException.Malformed(
                    zip.file().path(), "member " + Quoted.of(prefix + member) + " is missing");
        }
        return entry;
    }
}
