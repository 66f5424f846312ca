package org.setol.bindings.cuda;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.setol.spectra.backend.Accuracy;
import org.setol.spectra.backend.BackendChoice;
import org.setol.spectra.backend.BackendRegistry;
import org.setol.spectra.backend.BackendSelector;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

/**
 * {@code status}; {@code choice SIZE}: what is the fastest there, and the status after it; or {@code values PRECISION ROWS COLS
 * BACKEND...}, and {@code stored} the same for float32 weights that lie in memory: a line of what comes out for each, by routes that were all made before, and the status after them.
 */
final class CudaMain {

    private CudaMain() {}

    public static void main(String[] args) {
        if (args[0].equals("status")) {
            System.out.println(status());
            return;
        }
        if (args[0].equals("choice")) {
            System.out.println(choice(Integer.parseInt(args[1])));
            System.out.println(status());
            return;
        }
        SpectrumRequest request = new SpectrumRequest(
                Integer.parseInt(args[2]), Integer.parseInt(args[3]), Precision.valueOf(args[1]), 1);
        List<Route> routes =
                Stream.of(args).skip(4).map(backend -> route(backend, request)).toList();
        Seeded seeded = new Seeded(request.rows(), request.cols());
        MatrixSource source = args[0].equals("stored") ? seeded.stored(Arena.global()) : seeded;
        routes.forEach(route -> System.out.println(values(route, source)));
        System.out.println(status());
    }

    private static String choice(int size) {
        return new CudaChoice(CudaEngine.SHARED, List.of(8, size))
                .fastest(new SpectrumRequest(size, size, Precision.FLOAT32, 1), 1)
                .map(SpectrumBackend::name)
                .orElse("none");
    }

    private static String status() {
        return switch (new CudaGramBackend().status()) {
            case BackendStatus.Available available ->
                "AVAILABLE | " + available.library() + " | " + available.version() + " | " + available.core();
            case BackendStatus.Unavailable unavailable ->
                unavailable.cause() + " | " + unavailable.reason() + " | " + unavailable.remedy();
        };
    }

    private static Route route(String backend, SpectrumRequest request) {
        return new BackendSelector(BackendRegistry.load())
                .route(new BackendChoice.Forced(backend), Accuracy.FAST, request);
    }

    private static String values(Route route, MatrixSource source) {
        return switch (SpectrumDriver.decompose(source, route)) {
            case SpectrumFailure failure -> "FAILURE " + failure.detail();
            case SpectrumResult result -> result.backend() + " | " + String.join("; ", result.notes());
        };
    }

    /** Elements that a seed tells. */
    private record Seeded(int rows, int cols) implements MatrixSource {

        @Override
        public ElementType elementType() {
            return ElementType.FLOAT32;
        }

        MatrixSource stored(Arena arena) {
            Matrix matrix = Matrix.allocate(arena, rows, cols, Precision.FLOAT32);
            copyTo(matrix);
            return StridedView.rowMajor(matrix.segment(), ElementType.FLOAT32, rows, cols);
        }

        @Override
        public void copyTo(Matrix target) {
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < cols; j++) {
                    target.set(i, j, random.nextDouble(-1, 1));
                }
            }
        }
    }
}
