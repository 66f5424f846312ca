package org.setol.models;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where a model lies: mappings, and up to a limit native memory for what cannot be used where it lies, being compressed, in chunks
 * or one by one.
 */
public final class UnpackedMemory implements Arena {

    /** Deflate's best: 258 bytes from a match of two bits. What promises more is a bomb or a lie. */
    public static final long BEST_RATIO = 1032;

    private final Arena arena = Arena.ofShared();
    private final long most;
    private final AtomicLong held = new AtomicLong();

    /** @param most bytes, without the mappings */
    UnpackedMemory(long most) {
        this.most = most;
    }

    /** Bytes so far, without the mappings. */
    long bytes() {
        return held.get();
    }

    @Override
    public MemorySegment allocate(long bytes, long alignment) {
        if (bytes > most - held.get()) {
            throw new OutOfMemoryError(bytes + " bytes beside " + held.get() + ", at most " + most + " are allowed");
        }
        MemorySegment segment = arena.allocate(bytes, alignment);
        held.addAndGet(bytes);
        return segment;
    }

    /**
     * Room for numbers that are unpacked.
     *
     * @param file the model's
     * @param what for the message: {@code member 'a.npy'}
     * @param arena a model's
     * @throws ModelException.Unreadable when there is not so much memory, or more than is allowed
     */
    public static MemorySegment room(Path file, String what, long bytes, Arena arena) throws ModelException {
        try {
            return arena.allocate(bytes, Long.BYTES);
        } catch (OutOfMemoryError e) {
            throw new ModelException.Unreadable(
                    file,
                    what + " unpacks to " + bytes + " bytes, more than there is memory for, or --memory allows",
                    "write it uncompressed and in one piece, then it is read in place; or allow more",
                    e);
        }
    }

    @Override
    public MemorySegment.Scope scope() {
        return arena.scope();
    }

    @Override
    public void close() {
        arena.close();
    }
}
