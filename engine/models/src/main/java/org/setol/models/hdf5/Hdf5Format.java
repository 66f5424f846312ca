package org.setol.models.hdf5;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.ModelException;
import org.setol.models.ModelFormat;

/**
 * HDF5: every dataset of numbers is a tensor, named by its path. A dataset that lies in one piece is used where it lies; one in
 * chunks or compressed is copied when the file is opened: that takes memory of the size of its numbers. Models of
 * Keras are listed in the order of their layers, without the state of their optimiser.
 *
 * <p>Source: HDF5 File Format Specification 3.0, section II.A for where a file may begin.
 */
public final class Hdf5Format implements ModelFormat {

    private static final String NAME = "hdf5";

    /** "\211HDF\r\n\032\n". */
    private static final long SIGNATURE = 0x0A1A0A0D46444889L;

    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** A block of the user's own may stand before: 512 bytes, 1024, 2048, ... */
    private static final long LEAST_USER_BLOCK = 512;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> suffixes() {
        return List.of(".h5", ".hdf5");
    }

    @Override
    public Match match(MappedFile file) {
        return isHdf5(file.bytes()) ? Match.CERTAIN : Match.NO;
    }

    private static boolean isHdf5(MemorySegment bytes) {
        for (long at = 0; at <= bytes.byteSize() - Long.BYTES; at = Math.max(LEAST_USER_BLOCK, 2 * at)) {
            if (bytes.get(U64, at) == SIGNATURE) {
                return true;
            }
        }
        return false;
    }

    @Override
    public ModelContents read(MappedFile file, Arena arena) throws ModelException {
        if (!isHdf5(file.bytes())) {
            throw new ModelException.Malformed(file.path(), "does not begin with the signature of HDF5 files");
        }
        return new Hdf5Reader(file, arena).read(NAME);
    }
}
