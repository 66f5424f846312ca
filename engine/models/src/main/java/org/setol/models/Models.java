package org.setol.models;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.setol.models.ModelFormat.Match;
import org.setol.models.gguf.GgufFormat;
import org.setol.models.hdf5.Hdf5Format;
import org.setol.models.hdf5.KerasFormat;
import org.setol.models.numpy.NpyFormat;
import org.setol.models.numpy.NpzFormat;
import org.setol.models.onnx.OnnxFormat;
import org.setol.models.safetensors.SafetensorsFormat;
import org.setol.models.torch.TorchFormat;

/** Opens models: finds the format by content, maps the files, reads their structure. */
public final class Models {

    /** Every format, in the order they are asked. A new format is one line here. */
    static final List<ModelFormat> FORMATS = List.of(
            new SafetensorsFormat(),
            new NpyFormat(),
            new NpzFormat(),
            new OnnxFormat(),
            new TorchFormat(),
            new GgufFormat(),
            new Hdf5Format(),
            new KerasFormat(),
            new ShardedIndex());

    private Models() {}

    /**
     * Opens a file or a folder, whatever memory it takes.
     *
     * @throws ModelException when nothing there can be read, saying what and why
     */
    public static ModelFile open(Path path) throws ModelException {
        return open(path, Long.MAX_VALUE);
    }

    /**
     * Opens a file or a folder.
     *
     * @param path a model file, a folder in Hugging Face layout (see {@link ModelFolder} for which of its files is
     *     taken), or a sharded index
     * @param mostUnpacked bytes of memory for numbers that cannot be used where they lie; mappings do not count
     * @return the model; close it
     * @throws ModelException when nothing there can be read, saying what and why
     */
    public static ModelFile open(Path path, long mostUnpacked) throws ModelException {
        UnpackedMemory arena = new UnpackedMemory(mostUnpacked);
        try {
            List<Path> files = Files.isDirectory(path) ? ModelFolder.entries(path) : List.of(path);
            ModelContents contents = files.size() == 1 ? read(files.get(0), arena) : Shards.join(path, files, arena);
            return new ModelFile(path, contents, arena.bytes(), arena);
        } catch (ModelException | RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /**
     * The files that must not be written over, as they are a model's: all that is mapped, and what belongs to it in its folder.
     * Of what cannot be opened only the path itself is known.
     *
     * @param mostUnpacked as {@link #open(Path, long)} has it
     */
    public static Set<Path> filesOf(Path path, long mostUnpacked) {
        Set<Path> all = new HashSet<>(Set.of(path));
        try (ModelFile model = open(path, mostUnpacked)) {
            all.addAll(model.contents().paths());
            if (Files.isDirectory(path)) {
                all.addAll(CompanionFiles.in(path));
            }
        } catch (ModelException | IOException e) {
            // Whoever opens it to read it will say so.
        }
        return all;
    }

    private static ModelContents read(Path path, Arena arena) throws ModelException {
        MappedFile file = MappedFile.map(path, arena);
        return detect(file).read(file, arena).from(file);
    }

    /** The format whose magic number is there; else the possible one whose suffix fits; else a possible one. */
    static ModelFormat detect(MappedFile file) throws ModelException {
        ModelFormat possible = null;
        for (ModelFormat format : FORMATS) {
            Match match = format.match(file);
            if (match == Match.CERTAIN) {
                return format;
            }
            boolean suffixFits = format.suffixes().stream().anyMatch(file.lowerCaseName()::endsWith);
            if (match == Match.POSSIBLE && (suffixFits || possible == null)) {
                possible = format;
            }
        }
        if (LargeFilePointer.isOne(file)) {
            throw LargeFilePointer.refuse(file);
        }
        if (possible == null) {
            throw new ModelException.Unsupported(
                    file.path(),
                    "not a model format known here (wrong magic number)",
                    "give a .safetensors, .onnx, .npy, .npz, .gguf, .h5, .keras or PyTorch zip file");
        }
        return possible;
    }
}
