package org.setol.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShardedIndexFuzzTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void answersDamagedIndexesWithContentsOrATypedError() throws IOException {
        Files.write(folder.resolve("s1.safetensors"), TestFiles.floatMatrices(2, 3, "a", "b"));
        Files.write(folder.resolve("s2.safetensors"), TestFiles.floatMatrices(2, 3, "c"));
        byte[] index = """
                {"metadata": {"total_size": 72},
                 "weight_map": {"a": "s1.safetensors", "b": "s1.safetensors", "c": "s2.safetensors"}}
                """.getBytes(StandardCharsets.UTF_8);
        MutationFuzz.run(
                new ShardedIndex(),
                folder.resolve("model.safetensors.index.json"),
                List.of(new MutationFuzz.Seed(index, 1, TestFiles.find(index, "weight_map", 0), index.length - 2)),
                7_004);
    }
}
