package org.setol.models;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What lies beside the weights in a model's folder and belongs to the model: configuration, tokenizer, licence. Not the
 * weights in other formats, which would no longer be those of the model, not what is hidden, and not what a linked folder
 * holds.
 */
public final class CompanionFiles {

    private static final Set<String> WEIGHTS = Set.of(
            "safetensors",
            "bin",
            "pt",
            "pth",
            "ckpt",
            "onnx",
            "onnx_data",
            "data",
            "npz",
            "npy",
            "h5",
            "keras",
            "msgpack",
            "gguf",
            "ot",
            "tflite",
            "mlmodel",
            "pkl");
    private static final String INDEX = ".index.json";

    /** Names that model hubs use. */
    private static final Pattern CONFIGURATION = Pattern.compile(
            "(.*config|.*tokenizer|special_tokens_map|added_tokens|vocab|chat_template)\\.json|vocab\\.txt|merges\\.txt");

    private CompanionFiles() {}

    /**
     * Copies them, folders included. A linked file is copied as a file, as download caches need it.
     *
     * @param folder the folder that the model was read from
     * @param target an existing folder
     */
    public static void copy(Path folder, Path target) throws IOException {
        Path model = folder.toRealPath();
        Files.walkFileTree(model, EnumSet.noneOf(FileVisitOption.class), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                return !visited.equals(model) && isHidden(visited)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (Files.isRegularFile(file) && !isHidden(file) && !isWeights(file)) {
                    Path copy = target.resolve(model.relativize(file));
                    Files.createDirectories(copy.getParent() == null ? target : copy.getParent());
                    Files.copy(file, copy);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The files directly in a folder whose names say that a model needs them: weights in any format, configuration, tokenizer. */
    static Set<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            isWeights(file) || CONFIGURATION.matcher(name(file)).matches())
                    .collect(Collectors.toSet());
        }
    }

    private static boolean isHidden(Path path) {
        return name(path).startsWith(".");
    }

    private static boolean isWeights(Path path) {
        String name = name(path).toLowerCase(Locale.ROOT);
        return name.endsWith(INDEX) || WEIGHTS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
