package org.setol.bindings.lapack;

import org.setol.spectra.backend.DoubleProductsContract;
import org.setol.spectra.backend.MatrixProducts;

final class BlasDoubleProductsTest extends DoubleProductsContract {

    @Override
    protected MatrixProducts products() {
        return new BlasProducts();
    }
}
