package org.setol.laboratory.data;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.setol.models.ModelException;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * The two sets of MNIST, pixels rescaled from 0..255 to [0, 1] (A.5): 220 MB outside the heap, owned by the arena they
 * were read into.
 *
 * @param train 60,000 images of 784 pixels
 * @param test 10,000
 */
public record Mnist(Examples train, Examples test) {

    /** Digits. */
    public static final int CLASSES = 10;

    private static final float WHITE = 255f;

    /**
     * Reads the four files by their usual names.
     *
     * @param folder with {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte} and the same of {@code t10k}
     * @throws ModelException when one is missing or damaged, or they do not fit together
     */
    public static Mnist read(Path folder, Arena arena) throws ModelException {
        if (!Files.isDirectory(folder)) {
            throw new ModelException.Unreadable(folder, "no such folder", "name the folder with the four idx files");
        }
        Examples train = read(folder, "train", arena);
        Examples test = read(folder, "t10k", arena);
        if (train.inputs().cols() != test.inputs().cols()) {
            throw new ModelException.Malformed(
                    folder,
                    "train images have " + train.inputs().cols() + " pixels, t10k images "
                            + test.inputs().cols(),
                    "give four files of one data set");
        }
        return new Mnist(train, test);
    }

    private static Examples read(Path folder, String set, Arena arena) throws ModelException {
        try (Arena mapping = Arena.ofConfined()) {
            IdxFile images = IdxFile.map(folder.resolve(set + "-images-idx3-ubyte"), 3, mapping);
            IdxFile labels = IdxFile.map(folder.resolve(set + "-labels-idx1-ubyte"), 1, mapping);
            return examples(images, labels, arena);
        }
    }

    static Examples examples(IdxFile images, IdxFile labels, Arena arena) throws ModelException {
        int count = images.shape()[0];
        if (labels.shape()[0] != count) {
            throw new ModelException.Malformed(
                    labels.path(),
                    "has " + labels.shape()[0] + " labels for " + count + " images",
                    "give two files of one data set");
        }
        byte[] classes = labels.bytes().toArray(ValueLayout.JAVA_BYTE);
        for (int k = 0; k < count; k++) {
            if (classes[k] < 0 || classes[k] >= CLASSES) {
                throw new ModelException.Malformed(
                        labels.path(), "label " + k + " is " + (classes[k] & 0xFF) + ", not a digit");
            }
        }
        return new Examples(pixels(images, arena), classes);
    }

    private static Matrix pixels(IdxFile images, Arena arena) throws ModelException {
        long columns = (long) images.shape()[1] * images.shape()[2];
        if (columns * images.shape()[0] > Integer.MAX_VALUE) {
            throw new ModelException.Unsupported(
                    images.path(), "holds more than 2^31 pixels", "give MNIST, or a set of its size");
        }
        int cols = (int) columns;
        Matrix inputs = Matrix.allocate(arena, images.shape()[0], cols, Precision.FLOAT32);
        MemorySegment stored = images.bytes();
        for (long k = 0; k < inputs.size(); k++) {
            int pixel = stored.get(ValueLayout.JAVA_BYTE, k) & 0xFF;
            inputs.segment().setAtIndex(ValueLayout.JAVA_FLOAT, k, pixel / WHITE);
        }
        return inputs;
    }
}
