package org.setol.laboratory.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.models.MappedFile;
import org.setol.models.ModelException;

/** The idx reader: what it reads, and that damage of any kind is one typed exception of one line. */
final class IdxFileTest {

    private static final int MUTANTS = 5_000;

    static byte[] images(int count, int side, long seed) {
        byte[] pixels = new byte[count * side * side];
        new SplittableRandom(seed).nextBytes(pixels);
        return ByteBuffer.allocate(16 + pixels.length)
                .putInt(0x803)
                .putInt(count)
                .putInt(side)
                .putInt(side)
                .put(pixels)
                .array();
    }

    static byte[] labels(int... labels) {
        ByteBuffer file = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(labels.length);
        for (int label : labels) {
            file.put((byte) label);
        }
        return file.array();
    }

    private static IdxFile parse(byte[] bytes, int axes) throws ModelException {
        return IdxFile.parse(new MappedFile(Path.of("images"), MemorySegment.ofArray(bytes)), axes);
    }

    @Test
    void readsShapeAndElements() throws ModelException {
        byte[] bytes = images(3, 4, 1);
        IdxFile file = parse(bytes, 3);
        assertThat(file.shape()).containsExactly(3, 4, 4);
        assertThat(file.bytes().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(Arrays.copyOfRange(bytes, 16, bytes.length));
    }

    @Test
    void everyCutAndEveryLongerFileIsRefused() {
        byte[] bytes = images(2, 3, 1);
        for (int length = 1; length < bytes.length; length++) {
            int cut = length;
            assertThatThrownBy(() -> parse(Arrays.copyOf(bytes, cut), 3))
                    .as("cut to %d", cut)
                    .isInstanceOf(ModelException.Malformed.class);
        }
        assertThatThrownBy(() -> parse(Arrays.copyOf(bytes, bytes.length + 1), 3))
                .hasMessage("images: has 19 bytes after its header, which announces [2, 3, 3]; the file is damaged or"
                        + " incomplete, fetch or write it again");
    }

    @Test
    void aPackedFileAndAnotherKindAreTold() {
        byte[] packed = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        assertThatThrownBy(() -> parse(packed, 3))
                .hasMessageContaining("0x1f8b0800")
                .hasMessageContaining(".gz");
        assertThatThrownBy(() -> parse(labels(1, 2, 3, 4, 5, 6, 7, 8), 3)).hasMessageContaining("0x00000801");
    }

    @Test
    void damagedBytesAreReadOrRefusedInOneLine() {
        byte[] sound = images(2, 3, 1);
        int refused = 0;
        for (int k = 0; k < MUTANTS; k++) {
            SplittableRandom random = new SplittableRandom(k);
            byte[] bytes = Arrays.copyOf(sound, random.nextInt(2) == 0 ? sound.length : random.nextInt(1, 40));
            for (int damage = random.nextInt(1, 4); damage > 0; damage--) {
                bytes[random.nextInt(Math.min(bytes.length, 16))] = (byte) random.nextInt();
            }
            try {
                IdxFile file = parse(bytes, 3);
                long elements = Arrays.stream(file.shape()).asLongStream().reduce(1, (a, b) -> a * b);
                assertThat(file.bytes().byteSize()).isEqualTo(elements);
            } catch (ModelException e) {
                refused++;
                assertThat(e.getMessage()).startsWith("images: ").doesNotContain("\n");
            }
        }
        assertThat(refused).isGreaterThan(MUTANTS / 2);
    }

    @Test
    void labelsMustBeDigitsAndAsManyAsImages(@TempDir Path folder) throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            write(folder, images(2, 3, 1), labels(3, 9));
            Mnist sound = Mnist.read(folder, arena);
            assertThat(sound.train().size()).isEqualTo(2);
            assertThat(sound.train().labels()).containsExactly(3, 9);
            byte[] stored = images(2, 3, 1);
            assertThat(sound.train().inputs().get(1, 8)).isEqualTo((stored[33] & 0xFF) / 255f);

            write(folder, images(2, 3, 1), labels(3, 10));
            assertThatThrownBy(() -> Mnist.read(folder, arena)).hasMessageContaining("label 1 is 10");
            write(folder, images(2, 3, 1), labels(3, 200));
            assertThatThrownBy(() -> Mnist.read(folder, arena)).hasMessageContaining("label 1 is 200");
            write(folder, images(2, 3, 1), labels(3));
            assertThatThrownBy(() -> Mnist.read(folder, arena)).hasMessageContaining("1 labels for 2 images");
            Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
            write(folder, images(1, 3, 1), labels(3));
            Files.delete(folder.resolve("train-images-idx3-ubyte"));
            assertThatThrownBy(() -> Mnist.read(folder, arena))
                    .isInstanceOf(ModelException.Unreadable.class)
                    .hasMessageContaining("no such file");
            assertThatThrownBy(() -> Mnist.read(folder.resolve("none"), arena)).hasMessageContaining("no such folder");
        }
    }

    private static void write(Path folder, byte[] images, byte[] labels) throws Exception {
        for (String set : new String[] {"train", "t10k"}) {
            Files.write(folder.resolve(set + "-images-idx3-ubyte"), images);
            Files.write(folder.resolve(set + "-labels-idx1-ubyte"), labels);
        }
    }
}
