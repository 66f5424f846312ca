package org.setol.analysis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Small safetensors files of float32 weights, made for a test. */
public final class TestModels {

    private record Stored(String name, float[] weights, long[] shape) {}

    private final List<Stored> tensors = new ArrayList<>();

    /** Adds a tensor of seeded heavy-tailed weights. */
    public TestModels heavyTailed(String name, long seed, long... shape) {
        int size = (int) LongStream.of(shape).reduce(1, Math::multiplyExact);
        SplittableRandom random = new SplittableRandom(seed);
        float[] weights = new float[size];
        for (int i = 0; i < size; i++) {
            double magnitude = Math.pow(random.nextDouble() + 1e-9, -0.4);
            weights[i] = (float) (random.nextBoolean() ? magnitude : -magnitude);
        }
        return tensor(name, weights, shape);
    }

    /** Adds a tensor. */
    public TestModels tensor(String name, float[] weights, long... shape) {
        tensors.add(new Stored(name, weights, shape));
        return this;
    }

    /** Writes all tensors added so far. */
    public Path write(Path file) throws IOException {
        StringBuilder header = new StringBuilder("{");
        int offset = 0;
        for (Stored tensor : tensors) {
            int end = offset + tensor.weights().length * Float.BYTES;
            String shape =
                    LongStream.of(tensor.shape()).mapToObj(Long::toString).collect(Collectors.joining(","));
            header.append(offset == 0 ? "" : ",")
                    .append("\"%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
                            .formatted(tensor.name(), shape, offset, end));
            offset = end;
        }
        byte[] json = header.append("}").toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + json.length + offset).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        for (Stored tensor : tensors) {
            for (float weight : tensor.weights()) {
                bytes.putFloat(weight);
            }
        }
        return Files.write(file, bytes.array());
    }
}
