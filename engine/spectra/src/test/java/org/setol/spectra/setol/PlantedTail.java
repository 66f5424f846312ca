package org.setol.spectra.setol;

import java.util.Arrays;
import org.setol.spectra.fit.PowerLaw;
import org.setol.spectra.fit.PowerLawFit;

/** A spectrum of mean 1 with a body and a tail that is exactly a power law, alpha as fitted and start as wished. */
final class PlantedTail {

    static final int TAIL = 200;

    private final double[] spectrum;

    /**
     * The tail's j-th value is start (1 - j / m)^-s; its logarithms sum to s ln(m^m / m!), so s is what gives alpha. As
     * many values around a low one follow as bring the mean to 1.
     *
     * @param alpha the tail's maximum-likelihood exponent
     * @param start mu where it starts
     */
    PlantedTail(double alpha, double start) {
        double logs = 0;
        for (int j = 0; j < TAIL; j++) {
            logs -= Math.log(1 - (double) j / TAIL);
        }
        double exponent = TAIL / (alpha - 1) / logs;
        double[] tail = new double[TAIL];
        Arrays.setAll(tail, j -> start * Math.pow(1 - (double) j / TAIL, -exponent));
        double excess = Arrays.stream(tail).sum() - TAIL;
        int body = (int) Math.ceil(excess / (1 - 0.5 * start));
        double middle = 1 - excess / body;
        double reach = 0.9 * Math.min(middle, start - middle);
        spectrum = new double[body + TAIL];
        for (int i = 0; i < body; i++) {
            spectrum[i] = middle + reach * (2 * (i + 0.5) / body - 1);
        }
        System.arraycopy(tail, 0, spectrum, body, TAIL);
    }

    /** Where det = 1: each logarithm above the start is 1 / (alpha - 1) on average. */
    static double idealStart(double alpha) {
        return Math.exp(-1 / (alpha - 1));
    }

    double[] spectrum() {
        return spectrum.clone();
    }

    PowerLawFit fit() {
        return (PowerLawFit) PowerLaw.fitSorted(spectrum);
    }

    SetolReading read(SetolOptions options) {
        return SetolReading.of(spectrum, 2 * spectrum.length, spectrum.length, fit(), options);
    }
}
