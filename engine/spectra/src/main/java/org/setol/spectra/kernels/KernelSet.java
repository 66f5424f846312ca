package org.setol.spectra.kernels;

/** One implementation of every kernel family. */
record KernelSet(
        ElementaryKernel elementary,
        ReductionKernel reductions,
        KsKernel ks,
        WideningKernel widening,
        DensityKernel density,
        SeriesKernel series,
        NetworkKernel network,
        SturmKernel sturm) {

    static KernelSet scalar() {
        return new KernelSet(
                new ScalarElementary(),
                new ScalarReductions(),
                new ScalarKs(),
                new ArrayWidening(),
                new ScalarDensity(),
                new ScalarSeries(),
                new ScalarNetwork(),
                new ScalarSturm());
    }
}
