package org.setol.models.numpy;

import java.lang.foreign.Arena;
import java.util.List;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.ModelException;
import org.setol.models.ModelFormat;
import org.setol.models.ZipDirectory;

/**
 * A zip of NumPy arrays, as {@code numpy.savez} writes it. Stored members are used where they lie; those of {@code
 * savez_compressed} are inflated, all of them, when the file is opened: that takes memory of the size of the model.
 */
public final class NpzFormat implements ModelFormat {

    private static final String MEMBER_SUFFIX = ".npy";

    @Override
    public String name() {
        return "npz";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".npz");
    }

    /**
     * {@inheritDoc}
     *
     * <p>Certain when every member is an array by name. Other zips (PyTorch's, office documents) are left alone, unless
     * they have the suffix: then the owner reads what is wrong.
     */
    @Override
    public Match match(MappedFile file) {
        return ZipDirectory.match(file, ".npz", NpzFormat::holdsArraysAlone);
    }

    @Override
    public ModelContents read(MappedFile file, Arena arena) throws ModelException {
        ZipDirectory zip = ZipDirectory.parse(file);
        NpyReader reader = new NpyReader(file);
        for (ZipDirectory.Entry entry : zip.entries()) {
            if (isArray(entry)) {
                reader.add(NpyReader.arrayName(entry.name()), zip.content(entry, arena));
            } else if (!entry.name().endsWith("/")) {
                reader.addUnread(entry.name(), "?", "bytes", "no NumPy array (its name does not end in .npy)");
            }
        }
        return reader.contents(name());
    }

    private static boolean holdsArraysAlone(ZipDirectory zip) {
        return !zip.entries().isEmpty() && zip.entries().stream().allMatch(NpzFormat::isArray);
    }

    private static boolean isArray(ZipDirectory.Entry entry) {
        return entry.name().endsWith(MEMBER_SUFFIX);
    }
}
