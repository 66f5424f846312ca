package org.setol.spectra.matrix;

/** The precision a decomposition is computed in. */
public enum Precision {
    FLOAT32(ElementType.FLOAT32, 0x1p-23),
    FLOAT64(ElementType.FLOAT64, 0x1p-52);

    private final ElementType elementType;
    private final double epsilon;

    Precision(ElementType elementType, double epsilon) {
        this.elementType = elementType;
        this.epsilon = epsilon;
    }

    public ElementType elementType() {
        return elementType;
    }

    public int bytes() {
        return elementType.bytes();
    }

    /** Distance from 1 to the next larger number (NumPy's {@code finfo.eps}, twice LAPACK's {@code lamch('E')}). */
    public double epsilon() {
        return epsilon;
    }

    /** {@code float32} or {@code float64}, as options and reports spell it. */
    public String label() {
        return this == FLOAT32 ? "float32" : "float64";
    }
}
