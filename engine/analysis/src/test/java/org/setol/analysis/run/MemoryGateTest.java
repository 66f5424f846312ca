package org.setol.analysis.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.ProcessMemory;

final class MemoryGateTest {

    /** What was asked for, not what the process takes whatever is asked for. */
    @Test
    void aRefusalNamesTheLimitThatWasAskedFor() {
        AnalysisOptions options = AnalysisOptions.defaults();
        assertThat(MemoryGate.of(options.withMemoryBytes(ProcessMemory.BYTES + (1 << 20)))
                        .refusal(2 << 20))
                .contains("needs 195 MiB, --memory allows 193 MiB");
        assertThat(MemoryGate.of(options.withMemoryBytes(100 << 20)).refusal(2 << 20))
                .contains("needs 195 MiB, 192 of them for the process itself, --memory allows 100 MiB");
        assertThat(MemoryGate.of(options.withMemoryBytes(1)).refusal(2 << 20).orElse(""))
                .endsWith("--memory allows 1 bytes");
    }

    @Test
    @Timeout(30)
    void whatIsInsideNeverExceedsTheBudgetAndEverybodyGetsThrough() throws Exception {
        MemoryGate gate = new MemoryGate(100, 100);
        AtomicLong inside = new AtomicLong();
        AtomicLong most = new AtomicLong();
        List<Callable<Integer>> visits = IntStream.range(0, 400)
                .<Callable<Integer>>mapToObj(i -> () -> {
                    long bytes = 1L + i % 100;
                    gate.enter(bytes);
                    most.accumulateAndGet(inside.addAndGet(bytes), Math::max);
                    Thread.onSpinWait();
                    inside.addAndGet(-bytes);
                    gate.leave(bytes);
                    return i;
                })
                .toList();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            assertThat(pool.invokeAll(visits, 20, TimeUnit.SECONDS)).noneMatch(future -> future.isCancelled());
        }
        assertThat(most.get()).isBetween(1L, 100L);
        assertThat(inside.get()).isZero();
    }
}
