package org.setol.spectra.backend;

final class JavaDoubleProductsTest extends DoubleProductsContract {

    @Override
    protected MatrixProducts products() {
        return new JavaProducts();
    }
}
