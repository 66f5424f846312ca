package org.setol.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.setol.spectra.backend.BackendStatus;

/** Device memory shared by lanes. */
@EnabledIf(
        value = "org.setol.bindings.cuda.TestDevice#exists",
        disabledReason = "neither a device nor gcc to build stubs with")
final class CudaEngineTest {

    private static final long BUDGET = 1 << 20;

    /** Each of two pieces of work needs more than half of the budget: at first both hold a third, and then none gets on. */
    @Test
    void workThatFindsNoRoomBesideOthersIsDoneWhenTheyAre() throws Exception {
        CudaEngine engine = engineWithBudget();
        CyclicBarrier bothHoldSome = new CyclicBarrier(2);
        List<Integer> tries = new ArrayList<>();
        Callable<Boolean> piece = () -> {
            int[] runs = new int[1];
            engine.run(scope -> {
                scope.device(BUDGET / 3);
                if (runs[0]++ == 0) {
                    meet(bothHoldSome);
                }
                return scope.device(BUDGET / 2);
            });
            synchronized (tries) {
                tries.add(runs[0]);
            }
            return true;
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (Future<Boolean> done : threads.invokeAll(List.of(piece, piece))) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(tries).contains(2).allMatch(runs -> runs <= 2);
    }

    /** All of them wait for each other: with fewer lanes than the status tells none would get on. */
    @Test
    void asManyComputeAtATimeAsTheStatusTells() throws Exception {
        CudaEngine engine = TestDevice.engine();
        int lanes = ((BackendStatus.Available) engine.status()).maxThreads();
        assertThat(lanes).isGreaterThanOrEqualTo(2);
        CyclicBarrier allHaveOne = new CyclicBarrier(lanes);
        ExecutorService threads = Executors.newFixedThreadPool(lanes);
        try {
            Callable<Integer> work = () -> engine.run(scope -> {
                try {
                    return allHaveOne.await(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            for (Future<Integer> done : threads.invokeAll(Collections.nCopies(lanes, work))) {
                assertThat(done.get()).isBetween(0, lanes - 1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theSameMemoryServesLayerAfterLayerAndTheBudgetHolds() throws Exception {
        CudaEngine engine = engineWithBudget();
        for (int layer = 0; layer < 50; layer++) {
            long bytes = BUDGET / 4 + layer;
            long allocated = engine.run(scope -> {
                scope.device(bytes);
                scope.device(bytes / 2);
                return scope.lane().pool().allocatedBytes();
            });
            assertThat(allocated).isBetween(bytes + bytes / 2, BUDGET);
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static CudaEngine engineWithBudget() throws CudaException {
        String before = System.setProperty(GpuMemory.PROPERTY, Long.toString(BUDGET));
        try {
            CudaEngine engine = new CudaEngine(TestDevice.engine().cuda());
            engine.run(scope -> true); // pools read the budget when the first lane opens
            return engine;
        } finally {
            if (before == null) {
                System.clearProperty(GpuMemory.PROPERTY);
            } else {
                System.setProperty(GpuMemory.PROPERTY, before);
            }
        }
    }
}
