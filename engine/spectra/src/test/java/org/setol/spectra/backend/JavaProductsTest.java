package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JavaProductsTest extends MatrixProductsContract {

    @Override
    protected MatrixProducts products() {
        return new JavaProducts();
    }

    @Test
    void isTheBestWhereNothingElseIsOnTheClassPath() {
        assertThat(MatrixProducts.best()).isInstanceOf(JavaProducts.class);
    }
}
