package org.setol.bindings.cuda;

import java.util.SplittableRandom;
import org.setol.spectra.backend.Accuracy;
import org.setol.spectra.backend.BackendChoice;
import org.setol.spectra.backend.BackendRegistry;
import org.setol.spectra.backend.BackendSelector;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

/** {@code status}, or {@code values PRECISION ROWS COLS BACKEND...}: a line of what comes out for each. */
final class CudaMain {

    private CudaMain() {}

    public static void main(String[] args) {
        if (args[0].equals("status")) {
            System.out.println(status());
            return;
        }
        SpectrumRequest request = new SpectrumRequest(
                Integer.parseInt(args[2]), Integer.parseInt(args[3]), Precision.valueOf(args[1]), 1);
        for (int i = 4; i < args.length; i++) {
            System.out.println(values(args[i], request));
        }
    }

    private static String status() {
        return switch (new CudaGramBackend().status()) {
            case BackendStatus.Available available ->
                "AVAILABLE | " + available.library() + " | " + available.version() + " | " + available.core();
            case BackendStatus.Unavailable unavailable ->
                unavailable.cause() + " | " + unavailable.reason() + " | " + unavailable.remedy();
        };
    }

    private static String values(String backend, SpectrumRequest request) {
        Route route = new BackendSelector(BackendRegistry.load())
                .route(new BackendChoice.Forced(backend), Accuracy.FAST, request);
        return switch (SpectrumDriver.decompose(new Seeded(request.rows(), request.cols()), route)) {
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
