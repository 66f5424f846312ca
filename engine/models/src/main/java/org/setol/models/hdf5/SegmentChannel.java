package org.setol.models.hdf5;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Bytes in memory as the kind of file that jHDF opens: mapped ones, whole or a member of an archive. What lies beyond their end is
 * refused before anything is allocated, since lengths come from the file.
 */
final class SegmentChannel extends FileChannel {

    private final MemorySegment bytes;
    private long position;

    /**
     * @param bytes native memory
     */
    SegmentChannel(MemorySegment bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read(ByteBuffer target) {
        int length = read(target, position);
        position += Math.max(0, length);
        return length;
    }

    @Override
    public int read(ByteBuffer target, long at) {
        long there = Math.max(0, bytes.byteSize() - at);
        int length = (int) Math.min(there, target.remaining());
        if (length == 0 && target.hasRemaining()) {
            return -1;
        }
        target.put(bytes.asSlice(at, length).asByteBuffer());
        return length;
    }

    /** A view. The buffer of native memory is always a mapped one, whether it was mapped from a file or not. */
    @Override
    public MappedByteBuffer map(MapMode mode, long at, long length) {
        return (MappedByteBuffer) bytes.asSlice(at, length).asByteBuffer();
    }

    @Override
    public long size() {
        return bytes.byteSize();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long read(ByteBuffer[] targets, int first, int count) throws IOException {
        throw new IOException("one buffer at a time");
    }

    @Override
    public long transferTo(long at, long count, WritableByteChannel target) throws IOException {
        throw new IOException("to be read, not copied");
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public int write(ByteBuffer source, long at) {
        throw new NonWritableChannelException();
    }

    @Override
    public long write(ByteBuffer[] sources, int first, int count) {
        throw new NonWritableChannelException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long at, long count) {
        throw new NonWritableChannelException();
    }

    @Override
    public FileChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }

    @Override
    public void force(boolean metaData) {
        // Nothing is written.
    }

    @Override
    public FileLock lock(long at, long length, boolean shared) {
        throw new NonWritableChannelException();
    }

    @Override
    public FileLock tryLock(long at, long length, boolean shared) {
        throw new NonWritableChannelException();
    }

    @Override
    protected void implCloseChannel() {
        // The memory belongs to the model's arena.
    }
}
