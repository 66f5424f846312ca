package org.setol.bindings.lapack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.openblas.global.openblas_full;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

@Timeout(60)
final class BlasThreadsTest {

    private static final int SIZE = 120;
    private static final int MATRICES = 4;

    /** Large ones, with all threads, come in between: they must not leak their thread count into the others. */
    @Test
    void concurrentDecompositionsEqualSequentialOnesToTheBit() throws Exception {
        for (SpectrumBackend backend : List.of(new LapackGramBackend(), new LapackGesddBackend())) {
            for (Precision precision : Precision.values()) {
                List<double[]> sequential = new ArrayList<>();
                for (int k = 0; k < MATRICES; k++) {
                    sequential.add(values(backend, k, precision, 1));
                }
                List<Future<double[]>> concurrent = new ArrayList<>();
                try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
                    for (int k = 0; k < MATRICES; k++) {
                        int seed = k;
                        concurrent.add(executor.submit(() -> values(backend, seed, precision, 1)));
                        executor.submit(() -> values(backend, seed, precision, 2))
                                .get();
                    }
                }
                for (int k = 0; k < MATRICES; k++) {
                    assertThat(concurrent.get(k).get()).containsExactly(sequential.get(k));
                }
            }
        }
    }

    @Test
    void theCountIsOneExceptDuringACallWithMore() {
        assertThat(count(1)).isEqualTo(1);
        assertThat(count(2)).isEqualTo(Math.min(2, Runtime.getRuntime().availableProcessors()));
        assertThat(count(64))
                .as("more threads than cores")
                .isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(count(1)).isEqualTo(1);
        assertThatThrownBy(() -> BlasThreads.with(2, () -> {
                    throw new IllegalStateException("inside");
                }))
                .hasMessage("inside");
        assertThat(openblas_full.openblas_get_num_threads()).isEqualTo(1);
    }

    private static int count(int threads) {
        return BlasThreads.with(threads, openblas_full::openblas_get_num_threads);
    }

    @Test
    void singleThreadedCallsRunSideBySide() throws Exception {
        CountDownLatch bothInside = new CountDownLatch(2);
        try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
            Future<Boolean> first = executor.submit(() -> BlasThreads.with(1, () -> meet(bothInside)));
            Future<Boolean> second = executor.submit(() -> BlasThreads.with(1, () -> meet(bothInside)));
            assertThat(first.get()).isTrue();
            assertThat(second.get()).isTrue();
        }
    }

    private static boolean meet(CountDownLatch latch) {
        latch.countDown();
        return await(latch);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void aCallWithMoreThreadsRunsAlone() throws Exception {
        AtomicBoolean inside = new AtomicBoolean();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
            Future<Boolean> alone = executor.submit(() -> BlasThreads.with(2, () -> {
                inside.set(true);
                entered.countDown();
                boolean left = await(leave);
                inside.set(false);
                return left;
            }));
            entered.await();
            Future<Boolean> shared = executor.submit(() -> BlasThreads.with(1, inside::get));
            assertThat(shared.isDone()).isFalse();
            leave.countDown();
            assertThat(alone.get()).isTrue();
            assertThat(shared.get()).as("ran while the other was inside").isFalse();
        }
    }

    private static double[] values(SpectrumBackend backend, int seed, Precision precision, int threads) {
        double[] weights =
                new SplittableRandom(seed).doubles(SIZE * SIZE, -1, 1).toArray();
        MatrixSource source = StridedView.of(weights, SIZE, SIZE);
        SpectrumRequest request = new SpectrumRequest(SIZE, SIZE, precision, threads);
        return ((SpectrumResult) SpectrumDriver.decompose(source, Route.of(request, backend))).singularValues();
    }
}
