package org.setol.spectra.source;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

/**
 * What a two-dimensional convolution does to one spatial frequency of its input. On a periodic n x n grid a convolution is
 * the direct sum of n^2 complex matrices F(u, v) = sum W_ab e^(-2 pi i (u a + v b) / n), and its singular values are all of
 * theirs (Sedghi, Gupta and Long 2019, ICLR, theorem 6).
 *
 * <p>F(n - u, n - v) is the conjugate of F(u, v), with the same values; the two together are the real matrix (Re F, -Im F;
 * Im F, Re F), which has each value twice. So this source is of that form for one of each pair, and F itself for the up to
 * four frequencies that are their own conjugates and real.
 *
 * @param kernel the matrices of the kernel's positions, row by row
 * @param kernelCols positions in a row
 * @param grid n, at least the kernel's sides
 * @param u frequency along the first axis of the kernel, in [0, n)
 * @param v along the second
 */
public record ConvolutionFrequency(List<? extends MatrixSource> kernel, int kernelCols, int grid, int u, int v)
        implements MatrixSource {

    /** Whether the frequency is its own conjugate. */
    private boolean isReal() {
        return 2 * u % grid == 0 && 2 * v % grid == 0;
    }

    /** True for one frequency of each conjugate pair, and for those that are real. */
    public boolean isWanted() {
        int otherU = (grid - u) % grid;
        int otherV = (grid - v) % grid;
        return u < otherU || (u == otherU && v <= otherV);
    }

    private int height() {
        return kernel.getFirst().rows();
    }

    private int width() {
        return kernel.getFirst().cols();
    }

    @Override
    public int rows() {
        return isReal() ? height() : Math.multiplyExact(2, height());
    }

    @Override
    public int cols() {
        return isReal() ? width() : Math.multiplyExact(2, width());
    }

    @Override
    public ElementType elementType() {
        return kernel.getFirst().elementType();
    }

    /** One position of the kernel in float64, and both parts of F on the heap. */
    @Override
    public long scratchBytes() {
        return 3L * height() * width() * Double.BYTES + kernel.getFirst().scratchBytes();
    }

    @Override
    public long readAhead() {
        return kernel.stream().mapToLong(MatrixSource::readAhead).sum();
    }

    @Override
    public void copyTo(Matrix target) {
        target.requireShape(rows(), cols());
        int height = height();
        int width = width();
        double[] real = new double[Math.multiplyExact(height, width)];
        double[] imaginary = new double[real.length];
        try (Arena arena = Arena.ofConfined()) {
            Matrix weights = Matrix.allocate(arena, height, width, Precision.FLOAT64);
            for (int k = 0; k < kernel.size(); k++) {
                kernel.get(k).copyTo(weights);
                int turns = Math.floorMod(u * (k / kernelCols) + v * (k % kernelCols), grid);
                double angle = 2 * Math.PI * turns / grid;
                add(weights.segment(), StrictMath.cos(angle), real);
                add(weights.segment(), -StrictMath.sin(angle), imaginary);
            }
        }
        boolean isReal = isReal();
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                int at = i * width + j;
                target.set(i, j, real[at]);
                if (!isReal) {
                    target.set(i + height, j + width, real[at]);
                    target.set(i + height, j, imaginary[at]);
                    target.set(i, j + width, -imaginary[at]);
                }
            }
        }
    }

    private static void add(MemorySegment weights, double factor, double[] sum) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += factor * weights.getAtIndex(ValueLayout.JAVA_DOUBLE, k);
        }
    }
}
