package org.setol.spectra.backend;

/**
 * Singular values of a 2 x 2 triangular matrix (f g; 0 h), to almost full relative accuracy and without overflow
 * (LAPACK's {@code dlas2}).
 */
record TwoByTwo(double smaller, double larger) {

    static TwoByTwo of(double f, double g, double h) {
        double low = Math.min(Math.abs(f), Math.abs(h));
        double high = Math.max(Math.abs(f), Math.abs(h));
        double off = Math.abs(g);
        if (low == 0) {
            return new TwoByTwo(0, Math.hypot(high, off));
        }
        double sum = 1 + low / high;
        double difference = (high - low) / high;
        if (off < high) {
            double square = (off / high) * (off / high);
            double c = 2 / (Math.sqrt(sum * sum + square) + Math.sqrt(difference * difference + square));
            return new TwoByTwo(low * c, high / c);
        }
        double ratio = high / off;
        if (ratio == 0) {
            return new TwoByTwo(low * high / off, off);
        }
        double c = 1 / (Math.hypot(1, sum * ratio) + Math.hypot(1, difference * ratio));
        return new TwoByTwo(2 * (low * c * ratio), off / (c + c));
    }
}
