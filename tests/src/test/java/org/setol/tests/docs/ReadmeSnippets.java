package org.setol.tests.docs;

import java.nio.file.Path;
import org.setol.analysis.Setol;
import org.setol.analysis.report.ModelReport;
import org.setol.spectra.Spectrum;
import org.setol.spectra.fit.NoFit;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.freeprob.BlueFunction;
import org.setol.spectra.freeprob.Complex;
import org.setol.spectra.freeprob.EmpiricalSpectrum;
import org.setol.spectra.freeprob.FreeCumulants;
import org.setol.spectra.freeprob.Undefined;

/** The README's Java code, between markers, as methods that a test runs. */
final class ReadmeSnippets {

    private ReadmeSnippets() {}

    static String analyze(Path path) throws Exception {
        StringBuilder out = new StringBuilder();
        // snippet: analyze
        try (Setol setol = Setol.open()) {
            ModelReport report = setol.analyze(path);
            report.layers().forEach(layer -> out.append(layer.layer().name()).append(' '));
            out.append(report.summary().get("alpha"));
        }
        // end
        return out.toString();
    }

    static String spectrum(double[] weights) {
        // snippet: spectrum
        Spectrum spectrum = Spectrum.of(weights, 784, 300);
        String verdict = switch (spectrum.powerLaw()) {
            case PowerLawFit fit -> "alpha " + fit.alpha() + " from xmin " + fit.xmin();
            case NoFit none -> none.reason();
        };
        // end
        return verdict;
    }

    static String freeProbability(double[] weights) {
        double[] eigenvalues = Spectrum.of(weights, 784, 300).eigenvalues();
        // snippet: freeprob
        FreeCumulants kappa = FreeCumulants.of(eigenvalues, 20);
        String fourth = kappa.value(4) + " +- " + kappa.bound(4);
        String r = switch (new BlueFunction(EmpiricalSpectrum.of(eigenvalues)).rTransform(new Complex(0, -1e-4))) {
            case Complex value -> value.re() + " + " + value.im() + " i";
            case Undefined none -> none.reason();
        };
        // end
        return fourth + ", " + r;
    }
}
