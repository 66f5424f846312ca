package org.setol.analysis.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.setol.analysis.run.ThreadShares.Shape;

final class ThreadSharesTest {

    private static final long PLENTY = 1L << 40;

    @Test
    void smallMatricesGetOneThread() {
        ThreadShares shares = ThreadShares.of(List.of(Shape.of(100_000, 1023)), 8, PLENTY);
        assertThat(shares.of(100_000, 1023)).isEqualTo(1);
    }

    @Test
    void aLargeMatrixGetsAllWhenThereIsNothingToRunBesideIt() {
        assertThat(equal(1, 8).of(4096, 4096)).isEqualTo(8);
        // By Amdahl's law each takes 0.18 of its time: five in a row end sooner than side by side, seven do not.
        assertThat(equal(5, 8).of(4096, 4096)).isEqualTo(8);
        assertThat(equal(7, 8).of(4096, 4096)).isEqualTo(1);
        assertThat(equal(8, 8).of(4096, 4096)).isEqualTo(1);
        // The ninth would run beside nothing, for as long as the eight before it.
        assertThat(equal(9, 8).of(4096, 4096)).isEqualTo(8);
        assertThat(equal(80, 8).of(4096, 4096)).isEqualTo(1);
    }

    private static ThreadShares equal(int count, int threads) {
        return ThreadShares.of(Collections.nCopies(count, Shape.of(4096, 4096)), threads, PLENTY);
    }

    @Test
    void onOneThreadEveryMatrixHasOne() {
        assertThat(equal(1, 1).of(4096, 4096)).isEqualTo(1);
    }

    /** Llama-1B: the embedding costs as much as four blocks do. Beside sixteen it ends early, beside two it would be last. */
    @Test
    void anEmbeddingRunsAloneOnlyWhereItOutlastsTheRest() {
        assertThat(ThreadShares.of(llama(16), 2, PLENTY).of(128_256, 2048)).isEqualTo(1);
        ThreadShares two = ThreadShares.of(llama(2), 2, PLENTY);
        assertThat(two.of(128_256, 2048)).isEqualTo(2);
        assertThat(two.of(2048, 8192)).isEqualTo(1);
    }

    private static List<Shape> llama(int blocks) {
        List<Shape> block = List.of(
                Shape.of(2048, 2048),
                Shape.of(512, 2048),
                Shape.of(512, 2048),
                Shape.of(2048, 2048),
                Shape.of(8192, 2048),
                Shape.of(8192, 2048),
                Shape.of(2048, 8192));
        return Stream.concat(
                        Stream.of(Shape.of(128_256, 2048)),
                        Collections.nCopies(blocks, block).stream().flatMap(List::stream))
                .toList();
    }

    @Test
    void aMatrixThatLeavesNoMemoryForOthersGetsAll() {
        long bytes = 24L * 4096 * 4096;
        List<Shape> many = Collections.nCopies(100, Shape.of(4096, 100_000));
        assertThat(ThreadShares.of(many, 2, 2 * bytes).of(4096, 100_000)).isEqualTo(1);
        assertThat(ThreadShares.of(many, 2, 2 * bytes - 1).of(4096, 100_000)).isEqualTo(2);
    }
}
