package org.setol.analysis.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ThreadSharesTest {

    private static final long PLENTY = 1L << 40;

    @Test
    void smallMatricesGetOneThread() {
        assertThat(new ThreadShares(8, PLENTY, 0).of(100_000, 1023)).isEqualTo(1);
    }

    @Test
    void aLargeMatrixGetsAllWhenThereIsNothingToRunBesideIt() {
        assertThat(new ThreadShares(8, PLENTY, 7).of(4096, 4096)).isEqualTo(8);
        assertThat(new ThreadShares(8, PLENTY, 8).of(4096, 4096)).isEqualTo(1);
    }

    @Test
    void aMatrixThatLeavesNoMemoryForOthersGetsAll() {
        long bytes = 24L * 4096 * 4096;
        assertThat(new ThreadShares(2, 2 * bytes, 100).of(4096, 4096)).isEqualTo(1);
        assertThat(new ThreadShares(2, 2 * bytes - 1, 100).of(4096, 4096)).isEqualTo(2);
    }
}
