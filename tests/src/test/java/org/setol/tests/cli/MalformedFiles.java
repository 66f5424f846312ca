package org.setol.tests.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that must be refused, by what is wrong with them. */
enum MalformedFiles {
    EMPTY("model.safetensors") {
        @Override
        byte[] bytes() {
            return new byte[0];
        }
    },
    TRUNCATED_HEADER("model.safetensors") {
        @Override
        byte[] bytes() {
            return Arrays.copyOf(sound(), 30);
        }
    },
    TRUNCATED_DATA("model.safetensors") {
        @Override
        byte[] bytes() {
            return Arrays.copyOf(sound(), sound().length - 1);
        }
    },
    HEADER_LENGTH_LIES("model.safetensors") {
        @Override
        byte[] bytes() {
            byte[] bytes = sound();
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Long.MAX_VALUE - 7);
            return bytes;
        }
    },
    OVERLAPPING("model.safetensors") {
        @Override
        byte[] bytes() {
            return TestModels.withHeader(
                    "{" + tensor("a", "F32", "10,20", 0, 800) + "," + tensor("b", "F32", "10,20", 400, 1200) + "}",
                    new byte[1200]);
        }
    },
    OUT_OF_RANGE("model.safetensors") {
        @Override
        byte[] bytes() {
            return TestModels.withHeader("{" + tensor("a", "F32", "10,20", 800, 1600) + "}", new byte[800]);
        }
    },
    NEGATIVE_SHAPE("model.safetensors") {
        @Override
        byte[] bytes() {
            return TestModels.withHeader("{" + tensor("a", "F32", "-10,-20", 0, 800) + "}", new byte[800]);
        }
    },
    OVERFLOWING_SHAPE("model.safetensors") {
        @Override
        byte[] bytes() {
            String shape = "4294967296,4294967296";
            return TestModels.withHeader("{" + tensor("a", "F32", shape, 0, 800) + "}", new byte[800]);
        }
    },
    UNKNOWN_TYPE("model.safetensors") {
        @Override
        byte[] bytes() {
            return TestModels.withHeader("{" + tensor("a", "F33", "10,20", 0, 800) + "}", new byte[800]);
        }
    },
    WRONG_MAGIC("model.onnx") {
        @Override
        byte[] bytes() {
            return "#!/bin/sh\necho this is no model\n".getBytes(StandardCharsets.UTF_8);
        }
    },
    TERMINAL_CONTROL_IN_NAME("model.safetensors") {
        @Override
        byte[] bytes() {
            String name = "a\\u001b[31m\\r\\nsetol: all is well";
            return TestModels.withHeader("{" + tensor(name, "F32", "10,20", 0, 801) + "}", new byte[800]);
        }
    },
    PICKLE_THAT_CALLS_OS_SYSTEM("model.pt") {
        @Override
        byte[] bytes() throws IOException {
            // Protocol 2: os.system("touch pwned"), as pickle.dumps writes a __reduce__ of it.
            String pickle = "\u0080\u0002cposix\nsystem\nX\u000b\u0000\u0000\u0000touch pwned\u0085R.";
            return zip(Map.of("archive/data.pkl", pickle, "archive/version", "3\n"));
        }
    },
    ZIP_TRAVERSAL("model.npz") {
        @Override
        byte[] bytes() throws IOException {
            String npy = new String(TestModels.npy(1, 12), StandardCharsets.ISO_8859_1);
            return zip(Map.of("../../pwned.npy", npy));
        }
    },
    TRUNCATED_ZIP("model.npz") {
        @Override
        byte[] bytes() throws IOException {
            byte[] whole = zip(Map.of("a.npy", "x".repeat(1000)));
            return Arrays.copyOf(whole, whole.length - 30);
        }
    },
    TRUNCATED_NPY("model.npy") {
        @Override
        byte[] bytes() {
            return Arrays.copyOf(TestModels.npy(1, 12), 300);
        }
    },
    TRUNCATED_ONNX("model.onnx") {
        @Override
        byte[] bytes() {
            // ir_version 8, then a graph of 100 bytes of which 2 are there.
            return new byte[] {0x08, 0x08, 0x3a, 0x64, 0x0a, 0x00};
        }
    };

    private final String fileName;

    MalformedFiles(String fileName) {
        this.fileName = fileName;
    }

    abstract byte[] bytes() throws IOException;

    Path write(Path folder) throws IOException {
        return Files.write(folder.resolve(fileName), bytes());
    }

    private static byte[] sound() {
        return TestModels.safetensors(Map.of("fc.weight", TestModels.noise(1, 400)));
    }

    private static String tensor(String name, String type, String shape, long from, long to) {
        return "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
                .formatted(name, type, shape, from, to);
    }

    /** Stored members; their text is bytes, one a character. */
    private static byte[] zip(Map<String, String> members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> member : new LinkedHashMap<>(members).entrySet()) {
                byte[] content = member.getValue().getBytes(StandardCharsets.ISO_8859_1);
                ZipEntry entry = new ZipEntry(member.getKey());
                CRC32 crc = new CRC32();
                crc.update(content);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(content.length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
            }
        }
        return bytes.toByteArray();
    }
}
