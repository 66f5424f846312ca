package org.setol.models.hdf5;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Optional;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.ModelException;
import org.setol.models.ModelFormat;
import org.setol.models.ZipDirectory;

/** What Keras 3 saves: a zip with the architecture as JSON and the weights as one HDF5 file (keras/src/saving/saving_lib.py). */
public final class KerasFormat implements ModelFormat {

    private static final String NAME = "keras";
    private static final String WEIGHTS = "model.weights.h5";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> suffixes() {
        return List.of(".keras");
    }

    @Override
    public Match match(MappedFile file) {
        return ZipDirectory.match(file, ".keras", zip -> weights(zip).isPresent());
    }

    @Override
    public ModelContents read(MappedFile file, Arena arena) throws ModelException {
        ZipDirectory zip = ZipDirectory.parse(file);
        Optional<ZipDirectory.Entry> weights = weights(zip);
        if (weights.isEmpty()) {
            throw new ModelException.Unsupported(
                    file.path(),
                    "no " + WEIGHTS + " in it (a model with its weights in several files, or no Keras model)",
                    "save it as one .keras or .weights.h5 file");
        }
        MappedFile hdf5 = new MappedFile(file.path(), zip.content(weights.get(), arena));
        return new Hdf5Reader(hdf5, arena).read(NAME);
    }

    private static Optional<ZipDirectory.Entry> weights(ZipDirectory zip) {
        return zip.find(WEIGHTS);
    }
}
