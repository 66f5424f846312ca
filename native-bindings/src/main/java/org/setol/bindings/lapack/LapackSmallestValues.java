package org.setol.bindings.lapack;

import static org.setol.bindings.lapack.SegmentPointers.doubles;
import static org.setol.bindings.lapack.SegmentPointers.ints;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bytedeco.openblas.global.openblas_full;
import org.setol.bindings.lapack.LapackBackend.Workspace;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.FrobeniusNorm;
import org.setol.spectra.backend.SmallestValues;
import org.setol.spectra.backend.WeightScan;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * By LAPACK {@code dgetrf} and a block Krylov space of the inverse: with P A = L U, B = A^-1 and a random block X, the space of
 * X, B'B X, (B'B)^2 X, ... holds the right singular vectors of B's largest values, the reciprocals of those sought. Its basis
 * V is kept orthonormal, and the singular values of B V (a narrow matrix, by {@code dgesdd}) grow towards B's own with each
 * block (Golub and Van Loan 2013, sections 10.1 and 10.3).
 *
 * <p>A step solves with A and with A', each backward stable: the answer is that of a matrix that differs from A by about n eps
 * |L| |U|. Cost: 2/3 n^3 operations for the factors, at the rate of matrix multiplication, 8 n^2 a column of a block.
 */
public final class LapackSmallestValues implements SmallestValues {

    /** Columns of a block. A solve reads the factors once whatever their number; as a rule one or two values are sought. */
    private static final int BLOCK = 4;

    /** What is left of a column of the basis' space is rounding. */
    private static final double LEFT = 1e-8;

    private static final long SEED = 20_261_127;

    /** The ratio of the value after next to the last value sought from which the changes of a step tell what is left. */
    private static final double APART = 1.01;

    private static final int MOST_STEPS = 16;

    /** What a value may still change in a step, in units of eps64 sigma_max: a hundredth of what may be wrong at n = 512. */
    private static final double SETTLED = 4;

    @Override
    public String name() {
        return "dgetrf";
    }

    @Override
    public BackendStatus status() {
        return OpenBlas.status();
    }

    @Override
    public long workspaceBytes(int n) {
        // Basis, its image, and a copy of that for dgesdd, whose own workspace is that of a narrow matrix.
        long columns = (MOST_STEPS + 1L) * BLOCK;
        return (3L * n * columns + 8 * columns * columns) * Double.BYTES + (long) n * Integer.BYTES + (1 << 20);
    }

    @Override
    public Optional<double[]> of(Matrix a, double beyond, int threads) {
        if (a.rows() != a.cols() || a.rows() == 0 || a.precision() != Precision.FLOAT64 || !(beyond >= 0)) {
            throw new IllegalArgumentException("values up to " + beyond + " of a " + a.rows() + " x " + a.cols() + " "
                    + a.precision().label() + " matrix");
        }
        return BlasThreads.with(threads, () -> {
            try (Arena arena = Arena.ofConfined()) {
                return new Search(a, beyond, new Workspace(arena, Precision.FLOAT64)).run();
            }
        });
    }

    /** One matrix. */
    private static final class Search {

        private final DoubleRoutines routines = new DoubleRoutines();
        private final int n;
        private final double beyond;
        private final int block;
        private final double tolerance;
        private final MemorySegment factors;
        private final MemorySegment pivots;
        private final MemorySegment solved;
        private final List<double[]> basis = new ArrayList<>();
        private final List<double[]> image = new ArrayList<>();

        Search(Matrix a, double beyond, Workspace workspace) {
            this.n = a.rows();
            this.beyond = beyond;
            this.block = Math.min(n, BLOCK);
            this.factors = a.segment();
            this.pivots = workspace.ints(n);
            this.solved = workspace.numbers((long) n * block);
            // The norm is at most sqrt(n) sigma_max.
            this.tolerance = SETTLED * Precision.FLOAT64.epsilon() * norm(a) / Math.sqrt(n);
        }

        private static double norm(Matrix a) {
            return WeightScan.of(a) instanceof FrobeniusNorm norm ? norm.value() : Double.NaN;
        }

        Optional<double[]> run() {
            int info =
                    openblas_full.LAPACKE_dgetrf_work(Routines.COLUMN_MAJOR, n, n, doubles(factors), n, ints(pivots));
            LapackBackend.requireArgumentsAccepted(info, "dgetrf");
            if (info > 0) {
                return Optional.empty();
            }
            double[] before = {};
            List<double[]> next = random();
            for (int step = 0; step < MOST_STEPS && !next.isEmpty(); step++) {
                next = advance(next);
                double[] values = values();
                int count = count(values);
                if (count > 0 && (basis.size() == n || isSettled(before, values, count))) {
                    return Optional.of(Arrays.copyOf(values, count));
                }
                before = values;
            }
            return Optional.empty();
        }

        private List<double[]> random() {
            SplittableRandom random = new SplittableRandom(SEED);
            List<double[]> columns = new ArrayList<>();
            for (int k = 0; k < block; k++) {
                columns.add(random.doubles(n, -1, 1).toArray());
            }
            return columns;
        }

        /** Takes the columns into the basis, with their images B x; returns B'B x. */
        private List<double[]> advance(List<double[]> columns) {
            List<double[]> taken = columns.stream().filter(this::isTaken).toList();
            for (int k = 0; k < taken.size(); k++) {
                MemorySegment.copy(taken.get(k), 0, solved, ValueLayout.JAVA_DOUBLE, (long) k * n * Double.BYTES, n);
            }
            solve('N', taken.size());
            image.addAll(columns(taken.size()));
            solve('T', taken.size());
            return columns(taken.size());
        }

        private void solve(char transposed, int columns) {
            int info = openblas_full.LAPACKE_dgetrs_work(
                    Routines.COLUMN_MAJOR,
                    (byte) transposed,
                    n,
                    columns,
                    doubles(factors),
                    n,
                    ints(pivots),
                    doubles(solved),
                    n);
            LapackBackend.requireArgumentsAccepted(info, "dgetrs");
        }

        private List<double[]> columns(int columns) {
            List<double[]> copies = new ArrayList<>();
            for (int k = 0; k < columns; k++) {
                copies.add(solved.asSlice((long) k * n * Double.BYTES, (long) n * Double.BYTES)
                        .toArray(ValueLayout.JAVA_DOUBLE));
            }
            return copies;
        }

        /** Orthogonalised against the basis, twice (Giraud et al. 2005), and taken into it unless nothing is left. */
        private boolean isTaken(double[] column) {
            if (basis.size() == n || !normalise(column, 0)) {
                return false;
            }
            for (int pass = 0; pass < 2; pass++) {
                for (double[] unit : basis) {
                    double part = Kernels.dot(unit, column, n);
                    for (int i = 0; i < n; i++) {
                        column[i] -= part * unit[i];
                    }
                }
                if (!normalise(column, LEFT)) {
                    return false;
                }
            }
            basis.add(column);
            return true;
        }

        /** False when the length is not above {@code least}. */
        private boolean normalise(double[] column, double least) {
            double length = Math.sqrt(Kernels.dot(column, column, n));
            if (!(length > least) || Double.isInfinite(length)) {
                return false;
            }
            for (int i = 0; i < n; i++) {
                column[i] /= length;
            }
            return true;
        }

        /** Reciprocals of the image's largest singular values, ascending. */
        private double[] values() {
            int columns = image.size();
            try (Arena arena = Arena.ofConfined()) {
                Workspace inner = new Workspace(arena, Precision.FLOAT64);
                MemorySegment copy = inner.numbers((long) n * columns);
                for (int k = 0; k < columns; k++) {
                    MemorySegment.copy(image.get(k), 0, copy, ValueLayout.JAVA_DOUBLE, (long) k * n * Double.BYTES, n);
                }
                MemorySegment values = inner.numbers(columns);
                MemorySegment query = inner.numbers(1);
                MemorySegment integers = inner.ints(8L * columns);
                routines.gesdd(n, columns, copy, values, query, -1, integers);
                int size = LapackBackend.queriedSize(routines, query);
                int info = routines.gesdd(n, columns, copy, values, inner.numbers(size), size, integers);
                LapackBackend.requireArgumentsAccepted(info, "dgesdd");
                double[] smallest = new double[columns];
                Arrays.setAll(smallest, k -> info > 0 ? Double.NaN : 1 / routines.get(values, k));
                return smallest;
            }
        }

        /** Values up to the first beyond; 0 when there is none such yet. */
        private int count(double[] values) {
            int count = 0;
            while (count < values.length && values[count] <= beyond) {
                count++;
            }
            return count < values.length && Double.isFinite(values[count]) ? count + 1 : 0;
        }

        /** Whether the last step changed none of them, and those behind stand apart: else little changes although much is left. */
        private boolean isSettled(double[] before, double[] after, int count) {
            boolean settled =
                    before.length >= count && after.length > count + 1 && after[count + 1] >= APART * after[count - 1];
            for (int k = 0; settled && k < count; k++) {
                settled = Math.abs(before[k] - after[k]) <= tolerance;
            }
            return settled;
        }
    }
}
