package org.setol.tests.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Small model files. */
final class TestModels {

    private TestModels() {}

    /** The trained model that is packed into the command line. */
    static Path trained(Path folder) throws IOException {
        Path model = folder.resolve("trained.safetensors");
        try (InputStream packed = TestModels.class.getResourceAsStream("/org/setol/cli/demo.safetensors")) {
            if (packed == null) {
                throw new IllegalStateException("the demo model is not on the class path");
            }
            Files.copy(packed, model);
        }
        return model;
    }

    /** Normal numbers, the same for the same seed. */
    static float[] noise(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int k = 0; k < count; k++) {
            values[k] = (float) random.nextGaussian();
        }
        return values;
    }

    /** A safetensors file of float32 matrices with 20 columns each. */
    static byte[] safetensors(Map<String, float[]> tensors) {
        StringBuilder header = new StringBuilder("{");
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        new LinkedHashMap<>(tensors).forEach((name, values) -> {
            int start = data.size();
            data.writeBytes(bytes(values));
            header.append(header.length() > 1 ? "," : "")
                    .append("\"%s\":{\"dtype\":\"F32\",\"shape\":[%d,20],\"data_offsets\":[%d,%d]}"
                            .formatted(name, values.length / 20, start, data.size()));
        });
        return withHeader(header.append("}").toString(), data.toByteArray());
    }

    /** A safetensors file with exactly this header and these data. */
    static byte[] withHeader(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file =
                ByteBuffer.allocate(Long.BYTES + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        return file.putLong(json.length).put(json).put(data).array();
    }

    /** A square float32 matrix of noise as .npy. */
    static byte[] npy(long seed, int side) {
        String dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }".formatted(side, side);
        String header = dictionary + " ".repeat(117 - dictionary.length()) + "\n";
        byte[] values = bytes(noise(seed, side * side));
        ByteBuffer file = ByteBuffer.allocate(10 + header.length() + values.length);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).order(ByteOrder.LITTLE_ENDIAN);
        file.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        return file.put(values).array();
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }
}
