package org.setol.models.safetensors;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.setol.models.MutationFuzz;
import org.setol.models.MutationFuzz.Seed;
import org.setol.models.TestFiles;

final class SafetensorsFuzzTest {

    @Test
    void answersDamagedFilesWithContentsOrATypedError() {
        byte[] plain = TestFiles.floatMatrices(3, 5, "fc1.weight", "fc2.weight", "embed_tokens.weight");
        byte[] mixed = TestFiles.safetensors(
                "{\"conv.weight\":{\"dtype\":\"BF16\",\"shape\":[4,2,3,3],\"data_offsets\":[0,144]},"
                        + "\"steps\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[144,152]},"
                        + "\"q\":{\"dtype\":\"F4\",\"shape\":[4,4],\"data_offsets\":[152,160]},"
                        + "\"none\":{\"dtype\":\"F8_E4M3\",\"shape\":[0,7],\"data_offsets\":[160,160]}}  ",
                160);
        MutationFuzz.run(
                new SafetensorsFormat(),
                Path.of("fuzz.safetensors"),
                List.of(
                        new Seed(plain, 8, TestFiles.find(plain, "}}", 0), plain.length - 180),
                        new Seed(mixed, 8, mixed.length - 160, mixed.length)),
                7_001);
    }
}
