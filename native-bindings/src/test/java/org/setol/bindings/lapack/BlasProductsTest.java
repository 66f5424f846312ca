package org.setol.bindings.lapack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.backend.MatrixProductsContract;

final class BlasProductsTest extends MatrixProductsContract {

    @Override
    protected MatrixProducts products() {
        return new BlasProducts();
    }

    @Test
    void isFoundAsTheBest() {
        assertThat(MatrixProducts.best()).isInstanceOf(BlasProducts.class);
    }
}
