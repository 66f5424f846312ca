package org.setol.models.numpy;

import java.lang.foreign.Arena;
import java.util.List;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.ModelException;
import org.setol.models.ModelFormat;

/** One NumPy array, as {@code numpy.save} writes it. The tensor has the file's name without the ending. */
public final class NpyFormat implements ModelFormat {

    @Override
    public String name() {
        return "npy";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".npy");
    }

    @Override
    public Match match(MappedFile file) {
        if (NpyHeader.hasMagic(file.bytes())) {
            return Match.CERTAIN;
        }
        return file.lowerCaseName().endsWith(".npy") ? Match.POSSIBLE : Match.NO;
    }

    @Override
    public ModelContents read(MappedFile file, Arena arena) throws ModelException {
        NpyReader reader = new NpyReader(file);
        reader.add(NpyReader.arrayName(String.valueOf(file.path().getFileName())), file.bytes());
        return reader.contents(name());
    }
}
