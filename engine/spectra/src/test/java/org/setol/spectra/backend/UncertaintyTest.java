package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class UncertaintyTest {

    private static final Uncertainty KNOWN = Uncertainty.within(1, new double[] {0.5, 3, 4, 9});

    @Test
    void eigenvaluesAreNotNegative() {
        assertThat(KNOWN.low()).containsExactly(0, 2, 3, 8);
        assertThat(KNOWN.high()).containsExactly(1.5, 4, 5, 10);
    }

    /** The i-th smallest is not below the one before it: a narrow interval narrows its neighbours'. */
    @Test
    void theOrderNarrowsTheNeighbours() {
        Uncertainty found =
                KNOWN.narrowed(2, new double[] {3.5}, new double[] {3.6}).orElseThrow();
        assertThat(found.low()).containsExactly(0, 2, 3.5, 8);
        assertThat(found.high()).containsExactly(1.5, 3.6, 3.6, 10);
        Uncertainty lower =
                KNOWN.narrowed(1, new double[] {3.8}, new double[] {3.9}).orElseThrow();
        assertThat(lower.low()).containsExactly(0, 3.8, 3.8, 8);
        assertThat(lower.high()).containsExactly(1.5, 3.9, 5, 10);
        assertThat(KNOWN.low()).containsExactly(0, 2, 3, 8);
    }

    @Test
    void intervalsWithNothingInCommonAreNoKnowledge() {
        assertThat(KNOWN.narrowed(2, new double[] {5.1}, new double[] {6})).isEmpty();
        assertThat(KNOWN.narrowed(1, new double[] {4.1, 3}, new double[] {4.2, 4.0}))
                .isEmpty();
    }

    @Test
    void noMoreAreSettledThanThereAre() {
        assertThat(KNOWN.withSettled(4).settled()).isEqualTo(4);
        assertThatThrownBy(() -> KNOWN.withSettled(5)).isInstanceOf(IllegalArgumentException.class);
    }
}
