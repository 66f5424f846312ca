package org.setol.spectra.kernels;

/** One element after the other: the {@link ScalarDoubleChase} of the transposed block. */
final class ScalarRowChase implements RowChaseKernel {

    private final ScalarDoubleChase columns = new ScalarDoubleChase();

    @Override
    public String name() {
        return "double";
    }

    @Override
    public void eliminate(double[] a, int at, int lda, int width, double[] reflector, double[] scratch) {
        for (int c = 0; c < width; c++) {
            scratch[c] = a[at + c * lda];
        }
        columns.eliminate(scratch, 0, width, reflector);
        for (int c = 0; c < width; c++) {
            a[at + c * lda] = scratch[c];
        }
    }

    @Override
    public void chase(double[] a, int at, int lda, int width, double[] before, double[] after, double[] scratch) {
        for (int c = 0; c < width; c++) {
            double sum = 0;
            for (int i = 0; i < width; i++) {
                sum += a[at + c * lda + i] * before[i];
            }
            for (int i = 0; i < width; i++) {
                a[at + c * lda + i] -= sum * before[width] * before[i];
            }
        }
        eliminate(a, at, lda, width, after, scratch);
        for (int i = 1; i < width; i++) {
            double sum = 0;
            for (int c = 0; c < width; c++) {
                sum += a[at + c * lda + i] * after[c];
            }
            for (int c = 0; c < width; c++) {
                a[at + c * lda + i] -= sum * after[width] * after[c];
            }
        }
    }
}
