package org.setol.models.numpy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.setol.models.MutationFuzz;
import org.setol.models.MutationFuzz.Seed;
import org.setol.models.TestFiles;

final class NumPyFuzzTest {

    @Test
    void answersDamagedArraysWithContentsOrATypedError() {
        MutationFuzz.run(
                new NpyFormat(),
                Path.of("fuzz.npy"),
                List.of(
                        seed("f4.npy", 6, 8, 10, 128),
                        seed("fortran.npy", 6, 8, 10, 128),
                        seed("version2.npy", 6, 8, 12, 128),
                        seed("structured.npy", 6, 8, 12),
                        seed("scalar.npy", 6, 8, 10, 128)),
                7_002);
    }

    @Test
    void answersDamagedArchivesWithContentsOrATypedError() {
        byte[] plain = TestFiles.resource(getClass(), "plain.npz");
        byte[] compressed = TestFiles.resource(getClass(), "compressed.npz");
        byte[] wide = TestFiles.zip64("a.npy", TestFiles.resource(getClass(), "f4.npy"));
        int end = wide.length - 22;
        MutationFuzz.run(
                new NpzFormat(),
                Path.of("fuzz.npz"),
                List.of(
                        zipSeed(plain),
                        zipSeed(compressed),
                        new Seed(wide, 30, TestFiles.find(wide, "PK\u0001\u0002", 0), end - 76, end - 20, end)),
                7_003);
    }

    /** Boundaries: every header of the archive, and the ends of their fixed parts. */
    private static Seed zipSeed(byte[] bytes) {
        int first = TestFiles.find(bytes, "PK\u0001\u0002", 0);
        int second = TestFiles.find(bytes, "PK\u0001\u0002", 1);
        int end = TestFiles.find(bytes, "PK\u0005\u0006", 0);
        int local = TestFiles.find(bytes, "PK\u0003\u0004", 1);
        return new Seed(bytes, 30, local, local + 30, first, first + 46, second, second + 46, end, bytes.length);
    }

    private Seed seed(String name, int... boundaries) {
        return new Seed(TestFiles.resource(getClass(), name), boundaries);
    }
}
