package org.setol.spectra.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class KernelTierTest {

    @Test
    void vectorsTakeOverWhenThereHasBeenWorkEnough() {
        KernelTier tier = new KernelTier(new KernelChoice(128, false, "test"));

        assertThat(tier.of(1).ks()).isInstanceOf(ScalarKs.class);
        assertThat(tier.of(1L << 40).ks()).isInstanceOf(ScalarKs.class);
        assertThat(tier.of(1).ks()).isInstanceOf(VectorKs.class);
    }

    @Test
    void aForcedChoiceHoldsFromTheFirstValueOn() {
        assertThat(new KernelTier(new KernelChoice(128, true, "test")).of(1).ks())
                .isInstanceOf(VectorKs.class);
        KernelTier scalar = new KernelTier(new KernelChoice(0, true, "test"));
        assertThat(scalar.of(1L << 62).ks()).isInstanceOf(ScalarKs.class);
        assertThat(scalar.of(1).ks()).isInstanceOf(ScalarKs.class);
    }
}
