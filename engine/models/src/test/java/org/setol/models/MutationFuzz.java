package org.setol.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.setol.models.layers.LayerPlan;
import org.setol.models.layers.LayerRules;

/**
 * Feeds a reader damaged files, always the same ones. Whatever the bytes say, a reader answers with contents whose
 * every tensor can be read, or with a {@link ModelException} of one line that names the file; soon, and without
 * allocating more heap than {@code 64 KiB + 64 bytes per byte of the file}.
 *
 * <p>{@code -Dsetol.fuzz.inputs=N} tries N inputs per reader in place of 2,000.
 */
public final class MutationFuzz {

    private static final int INPUTS = Integer.getInteger("setol.fuzz.inputs", 2_000);
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final long BYTES_ALWAYS = 64 << 10;
    private static final long BYTES_PER_BYTE = 64;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final ModelFormat format;
    private final Path path;
    private final List<Seed> seeds;

    private MutationFuzz(ModelFormat format, Path path, List<Seed> seeds) {
        this.format = format;
        this.path = path;
        this.seeds = List.copyOf(seeds);
    }

    /**
     * A sound file to damage.
     *
     * @param bytes its content
     * @param boundaries offsets at which one part of the format ends and the next begins: cut and lied about first
     */
    public record Seed(byte[] bytes, int... boundaries) {}

    /**
     * Runs all inputs; fails on the first one that is answered wrongly, with what was done to it.
     *
     * @param format the reader
     * @param path what the file is called; nothing is written there
     * @param seeds sound files: they must be readable
     * @param randomSeed decides all damage
     */
    public static void run(ModelFormat format, Path path, List<Seed> seeds, long randomSeed) {
        MutationFuzz fuzz = new MutationFuzz(format, path, seeds);
        fuzz.readSeeds();
        List<Mutations.Mutant> cuts = Mutations.cuts(seeds);
        for (Mutations.Mutant cut : cuts) {
            fuzz.tryOne(cut);
        }
        for (int k = cuts.size(); k < INPUTS; k++) {
            // A generator of its own for every input: number k is the same however many there are.
            fuzz.tryOne(Mutations.random(seeds, new SplittableRandom(randomSeed + k)));
        }
    }

    private void readSeeds() {
        for (Seed seed : seeds) {
            try (Arena arena = Arena.ofConfined()) {
                touch(format.read(file(seed.bytes, arena), arena));
            } catch (ModelException e) {
                throw new AssertionError("a seed is not readable", e);
            }
        }
    }

    private void tryOne(Mutations.Mutant mutant) {
        long allowed = BYTES_ALWAYS + BYTES_PER_BYTE * mutant.bytes().length;
        long start = System.nanoTime();
        long allocated = read(mutant);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as(mutant.what())
                .isLessThan(LONGEST);
        if (allocated > allowed) {
            // The first visit of a line of code may load classes; only what is allocated again belongs to the input.
            assertThat(read(mutant)).as("heap bytes for " + mutant.what()).isLessThanOrEqualTo(allowed);
        }
    }

    /** Reads once; returns the heap bytes that took. */
    private long read(Mutations.Mutant mutant) {
        try (Arena arena = Arena.ofConfined()) {
            MappedFile file = file(mutant.bytes(), arena);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try {
                format.match(file);
                touch(format.read(file, arena));
            } catch (ModelException e) {
                // A format of several files may blame another one beside it.
                Path folder = path.getParent();
                String begin = folder == null
                        ? path + ": "
                        : folder + path.getFileSystem().getSeparator();
                String message = String.valueOf(e.getMessage());
                assertThat(message.lines()).as("one line for " + mutant.what()).hasSize(1);
                assertThat(message).as(mutant.what()).startsWith(begin);
            } catch (RuntimeException | Error e) {
                fail(mutant.what(), e);
            }
            return THREADS.getCurrentThreadAllocatedBytes() - before;
        }
    }

    private MappedFile file(byte[] bytes, Arena arena) {
        MemorySegment segment = arena.allocate(bytes.length);
        segment.copyFrom(MemorySegment.ofArray(bytes));
        return new MappedFile(path, segment.asReadOnly());
    }

    /** Reads the first and the last element of every tensor and plans its layers: all must be there. */
    public static void touch(ModelContents contents) {
        for (Tensor tensor : contents.tensors()) {
            if (tensor.elements() == 0) {
                continue;
            }
            long last = 0;
            for (int axis = 0; axis < tensor.order(); axis++) {
                long reach = Math.multiplyExact(tensor.dim(axis) - 1, tensor.strides()[axis]);
                last = Math.addExact(last, reach);
            }
            int bytes = tensor.elementType().bytes();
            tensor.data().get(ValueLayout.JAVA_BYTE, 0);
            tensor.data().get(ValueLayout.JAVA_BYTE, Math.addExact(Math.multiplyExact(last, bytes), bytes - 1L));
        }
        LayerPlan plan = LayerPlan.of(contents, LayerRules.defaults().withMinEvals(0));
        assertThat(plan.decisions())
                .hasSize(contents.tensors().size() + contents.unread().size());
    }
}
