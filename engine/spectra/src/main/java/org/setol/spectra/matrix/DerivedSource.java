package org.setol.spectra.matrix;

/** A source made from another one of the same shape and storage: an implementation changes what is read, and that only. */
public interface DerivedSource extends MatrixSource {

    /** What it is made from. */
    MatrixSource source();

    @Override
    default int rows() {
        return source().rows();
    }

    @Override
    default int cols() {
        return source().cols();
    }

    @Override
    default ElementType elementType() {
        return source().elementType();
    }

    @Override
    default long scratchBytes() {
        return source().scratchBytes();
    }

    @Override
    default long readAhead() {
        return source().readAhead();
    }
}
