package org.setol.spectra.kernels;

/** Linked only when called, after {@link KernelChoice} has found that the Vector API can run here. */
final class VectorKernelSet {

    private VectorKernelSet() {}

    static KernelSet create() {
        return new KernelSet(
                new VectorElementary(),
                new VectorReductions(),
                new VectorKs(),
                new VectorWidening(),
                new VectorDensity(),
                new VectorSeries(),
                new VectorNetwork(),
                new VectorSturm());
    }
}
