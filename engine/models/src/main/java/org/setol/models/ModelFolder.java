package org.setol.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the model in a folder, Hugging Face layout first:
 *
 * <ol>
 *   <li>a safetensors index, {@code model.safetensors.index.json} before others;
 *   <li>{@code model.safetensors}, or the only {@code .safetensors}, or all of them as one model;
 *   <li>{@code pytorch_model.bin.index.json}, {@code pytorch_model.bin};
 *   <li>the only file of a kind: ONNX ({@code model.onnx} before others), PyTorch, GGUF, Keras, .npz, .npy;
 *   <li>the same in a subfolder {@code onnx}, as exporters leave it.
 * </ol>
 *
 * <p>Where two files are equally good the owner is asked, never guessed for.
 */
final class ModelFolder {

    /** What training leaves beside the weights: state of optimisers and random generators, arguments. */
    private static final Pattern TRAINING_STATE =
            Pattern.compile("(optimizer|scheduler|training_args|rng_state|random_states|scaler).*");

    private static final Pattern NUMBERED = Pattern.compile(".*-\\d+-of-(\\d+)\\.[a-z]+");
    private static final int SHOWN = 8;

    private final Path folder;
    private final List<Path> files;

    private ModelFolder(Path folder) throws ModelException {
        this.folder = folder;
        try (Stream<Path> listed = Files.list(folder)) {
            this.files = listed.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new ModelException.Unreadable(
                    folder, "the folder cannot be listed", "make it readable for this user", e);
        }
    }

    /**
     * The file to open, or the files that make up one model.
     *
     * @throws ModelException.Unreadable when there is none, more than one, or the folder cannot be listed
     */
    static List<Path> entries(Path folder) throws ModelException {
        ModelFolder here = new ModelFolder(folder);
        List<Path> found = here.huggingFace();
        if (found.isEmpty()) {
            found = here.onlyOneOfAKind();
        }
        Path exported = folder.resolve("onnx");
        if (found.isEmpty() && Files.isDirectory(exported)) {
            found = new ModelFolder(exported).onlyOneOfAKind();
        }
        if (found.isEmpty()) {
            throw new ModelException.Unreadable(folder, "the folder holds no model file", "name a file");
        }
        return found;
    }

    private List<Path> huggingFace() throws ModelException {
        List<Path> index = preferred("model.safetensors.index.json", endsWith(".safetensors.index.json"));
        if (!index.isEmpty()) {
            return index;
        }
        List<Path> safetensors = named("model.safetensors");
        if (safetensors.isEmpty()) {
            safetensors = complete(matching(endsWith(".safetensors")));
        }
        if (!safetensors.isEmpty()) {
            return safetensors;
        }
        List<Path> binIndex = preferred("pytorch_model.bin.index.json", endsWith(".bin.index.json"));
        return binIndex.isEmpty() ? named("pytorch_model.bin") : binIndex;
    }

    private List<Path> onlyOneOfAKind() throws ModelException {
        List<Path> found = preferred("model.onnx", endsWith(".onnx"));
        if (found.isEmpty()) {
            found = only(matching(ModelFolder::isTorch));
        }
        if (found.isEmpty()) {
            found = only(matching(endsWith(".gguf")));
        }
        if (found.isEmpty()) {
            found = only(matching(endsWith(".keras").or(endsWith(".h5")).or(endsWith(".hdf5"))));
        }
        if (found.isEmpty()) {
            found = only(matching(endsWith(".npz")));
        }
        return found.isEmpty() ? only(matching(endsWith(".npy"))) : found;
    }

    private static boolean isTorch(String name) {
        return Stream.of(".pt", ".pth", ".ckpt", ".bin").anyMatch(name::endsWith)
                && !TRAINING_STATE.matcher(name).matches();
    }

    /** The file of this very name, else the only one that fits. */
    private List<Path> preferred(String name, Predicate<String> fits) throws ModelException {
        List<Path> exact = named(name);
        return exact.isEmpty() ? only(matching(fits)) : exact;
    }

    private List<Path> only(List<Path> candidates) throws ModelException {
        if (candidates.size() > 1) {
            throw new ModelException.Unreadable(
                    folder,
                    "the folder holds " + candidates.size() + " candidates and no index: " + names(candidates),
                    "name one of them");
        }
        return candidates;
    }

    /** Shards without their index: as many as their names promise, or the model is not all here. */
    private List<Path> complete(List<Path> shards) throws ModelException {
        for (Path shard : shards) {
            Matcher numbered = NUMBERED.matcher(lowerCaseName(shard));
            if (numbered.matches() && !numbered.group(1).matches("0*" + shards.size())) {
                throw new ModelException.Unreadable(
                        folder,
                        "holds " + shards.size() + " .safetensors files, but " + shard.getFileName() + " is one of "
                                + numbered.group(1),
                        "fetch the missing shards, or name one file to read it alone");
            }
        }
        return shards;
    }

    private List<Path> named(String name) {
        return matching(name::equals);
    }

    private List<Path> matching(Predicate<String> fits) {
        return files.stream().filter(file -> fits.test(lowerCaseName(file))).toList();
    }

    private static Predicate<String> endsWith(String suffix) {
        return name -> name.endsWith(suffix);
    }

    private static String names(List<Path> candidates) {
        String shown = candidates.stream()
                .limit(SHOWN)
                .map(path -> String.valueOf(path.getFileName()))
                .collect(Collectors.joining(", "));
        return candidates.size() > SHOWN ? shown + ", ..." : shown;
    }

    private static String lowerCaseName(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }
}
