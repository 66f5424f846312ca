package org.setol.spectra.metrics;

import java.util.Optional;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.setol.SetolOptions;
import org.setol.spectra.setol.SetolReading;

/**
 * What SETOL says of a layer.
 *
 * @param reading empty when the eigenvalues have no finite positive sum
 */
public record LayerTheory(Optional<SetolReading> reading) implements Finding {

    static LayerTheory of(Esd esd, Tail tail, SetolOptions options) {
        double sum = Kernels.sum(esd.eigenvalues());
        return sum > 0 && sum < Double.POSITIVE_INFINITY
                ? new LayerTheory(Optional.of(
                        SetolReading.of(esd.eigenvalues(), esd.rows(), esd.cols(), tail.outcome(), options)))
                : new LayerTheory(Optional.empty());
    }

    @Override
    public String reason() {
        return reading.map(SetolReading::reason).orElse("SETOL needs eigenvalues of finite positive sum");
    }
}
