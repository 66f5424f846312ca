package org.setol.models.lora;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.setol.models.ModelException;
import org.setol.models.Models;

/** Adapter folders with factors of ones, for tests of what fits and what does not. */
final class AdapterFiles {

    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final Map<String, String> config =
            new LinkedHashMap<>(Map.of("peft_type", "\"LORA\"", "r", "4", "lora_alpha", "8"));

    AdapterFiles tensor(String name, long... shape) {
        shapes.put(name, shape);
        return this;
    }

    /** Both factors of a linear layer. */
    AdapterFiles dense(String module, int rank, int in, int out) {
        return tensor("base_model.model." + module + ".lora_A.weight", rank, in)
                .tensor("base_model.model." + module + ".lora_B.weight", out, rank);
    }

    /** A field of the configuration, as JSON. */
    AdapterFiles with(String key, String json) {
        config.put(key, json);
        return this;
    }

    AdapterFiles without(String key) {
        config.remove(key);
        return this;
    }

    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("adapter_config.json"),
                config.entrySet().stream()
                        .map(entry -> "\"" + entry.getKey() + "\": " + entry.getValue())
                        .collect(Collectors.joining(", ", "{", "}")));
        StringBuilder header = new StringBuilder("{");
        long offset = 0;
        for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
            long end = offset + Float.BYTES * LongStream.of(tensor.getValue()).reduce(1, Math::multiplyExact);
            String shape =
                    LongStream.of(tensor.getValue()).mapToObj(Long::toString).collect(Collectors.joining(","));
            header.append(offset == 0 ? "" : ",")
                    .append("\"%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
                            .formatted(tensor.getKey(), shape, offset, end));
            offset = end;
        }
        byte[] json = header.append("}").toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(Long.BYTES + json.length + offset))
                .order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);
        while (file.hasRemaining()) {
            file.putFloat(1);
        }
        Files.write(folder.resolve("adapter_model.safetensors"), file.array());
        return folder;
    }

    /** As its callers open it. */
    static Adapter open(Path path) throws ModelException {
        AdapterFolder folder = AdapterFolder.read(path);
        return Adapter.of(folder, Models.open(folder.weights()));
    }
}
