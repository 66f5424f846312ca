package org.setol.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompanionFilesTest {

    @TempDir
    private Path folder;

    @Test
    void copiesWhatBelongsToTheModelButNoWeights() throws Exception {
        Path store = Files.createDirectories(folder.resolve("store"));
        Files.writeString(store.resolve("blob"), "linked");
        Path model = Files.createDirectories(folder.resolve("model"));
        for (String name : List.of(
                "config.json",
                "tokenizer.model",
                "LICENSE",
                "1_Pooling/config.json",
                "model.safetensors",
                "pytorch_model.bin",
                "model.safetensors.index.json",
                "tf_model.h5",
                "onnx/model.onnx",
                ".git/config",
                ".gitattributes")) {
            Path file = model.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
        Files.createSymbolicLink(model.resolve("tokenizer.json"), store.resolve("blob"));
        Files.createSymbolicLink(model.resolve("linked-folder"), store);
        Path link = Files.createSymbolicLink(folder.resolve("link"), model);
        Path target = Files.createDirectories(folder.resolve("target"));

        CompanionFiles.copy(link, target);

        assertThat(files(target))
                .containsExactly(
                        "1_Pooling/config.json", "LICENSE", "config.json", "tokenizer.json", "tokenizer.model");
        assertThat(target.resolve("1_Pooling/config.json")).hasContent("1_Pooling/config.json");
        assertThat(target.resolve("tokenizer.json")).hasContent("linked").isRegularFile();
        assertThat(Files.isSymbolicLink(target.resolve("tokenizer.json"))).isFalse();
    }

    private static List<String> files(Path folder) throws Exception {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}
