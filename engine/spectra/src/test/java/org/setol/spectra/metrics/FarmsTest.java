package org.setol.spectra.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.Spectrum;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.fit.PowerLawOutcome;
import org.setol.spectra.source.StridedView;
import org.setol.spectra.source.WindowGrid;

final class FarmsTest {

    private static Farms farms(StridedView matrix, FarmsOptions options) {
        WindowGrid grid = Farms.grid(matrix.rows(), matrix.cols(), options);
        List<double[]> spectra = grid.over(matrix).stream()
                .map(window -> Spectrum.of(window).singularValues())
                .toList();
        return Farms.of(grid, spectra, 1, MetricsMode.COMPAT);
    }

    private static double alpha(PowerLawOutcome outcome) {
        return ((PowerLawFit) outcome).alpha();
    }

    /** Integers modulo 1009: the same in NumPy. */
    private static StridedView residues() {
        double[] elements = new double[37 * 23];
        for (int i = 0; i < 37; i++) {
            for (int j = 0; j < 23; j++) {
                int a = i + 1;
                int b = j + 2;
                elements[i * 23 + j] = (a * a * a * b * b * 37 + a * 611 + b * b * b) % 1009 / 1009.0 - 0.5;
            }
        }
        return StridedView.of(elements, 37, 23);
    }

    /** The definitions evaluated by NumPy 2.4: numpy.linalg.svd of every window, pooled. */
    @ParameterizedTest
    @CsvSource({
        "10, 1, 4, 16, 12.192621726935633, 2.2634691927205175, 4.212151820144358",
        "8, 1.5, 3, 9, 2.7488167420980663, 2.3335238388004345, 1.7540590555102469",
        "100, 1, 10, 10, 4.735543369317195, 2.300108379085958, 2.6452919117395286",
        "100, 2, 2, 4, 3.9988372631594, 3.1116983716523645, 2.4469082387770777",
        "6, 1, 1, 1, 3.3161718483412743, 3.3161718483412743, 1.4529018633441784"
    })
    void exponentsOfThePooledWindowsAreNumPys(
            int rows, double q, int perSide, int windows, double clauset, double mid, double peak) {
        Farms found = farms(residues(), new FarmsOptions(q, rows, perSide));
        assertThat(found.windows()).isEqualTo(windows);
        // The smallest eigenvalue is 4e-7 of the largest, its logarithm known to 2 N 2^-52 sqrt(3e6) = 3e-11; exponents
        // of 12 multiply errors by up to 12.
        assertThat(alpha(found.alpha())).isCloseTo(clauset, within(1e-9));
        assertThat(alpha(found.hill().mid())).isCloseTo(mid, within(1e-9));
        assertThat(alpha(found.hill().peak())).isCloseTo(peak, within(1e-9));
        assertThat(found.reason()).isEmpty();
    }

    @Test
    void transposingAndScalingChangeNothing() {
        FarmsOptions options = new FarmsOptions(1.5, 8, 3);
        Farms found = farms(residues(), options);
        Farms turned = farms(residues().transpose(), options);
        assertThat(alpha(turned.alpha())).isCloseTo(alpha(found.alpha()), within(1e-9));
        assertThat(alpha(turned.hill().mid())).isCloseTo(alpha(found.hill().mid()), within(1e-9));
        assertThat(turned.shape()).isEqualTo(found.shape()).isEqualTo("8x12");
    }

    /**
     * What FARMS is for: of independent Gaussian elements the median exponent depends on the aspect ratio, by more than 2
     * from 1 to 8, that of the windows does not.
     */
    @Test
    void theAspectRatioOfTheMatrixDoesNotMatter() {
        double[] own = new double[2];
        double[] windows = new double[2];
        int[] cols = {320, 40};
        for (int k = 0; k < 2; k++) {
            SplittableRandom random = new SplittableRandom(k);
            double[] elements = new double[320 * cols[k]];
            for (int e = 0; e < elements.length; e++) {
                elements[e] = random.nextGaussian();
            }
            StridedView matrix = StridedView.of(elements, 320, cols[k]);
            Esd esd = Esd.of(Spectrum.of(matrix).singularValues(), 320, cols[k]);
            own[k] = alpha(Hill.of(esd, MetricsMode.COMPAT).mid());
            windows[k] = alpha(farms(matrix, new FarmsOptions(1, 40, 8)).hill().mid());
        }
        assertThat(Math.abs(own[0] - own[1])).isGreaterThan(2);
        // 320 or more eigenvalues: a standard error of (alpha - 1) / sqrt(160), less for their repulsion.
        assertThat(Math.abs(windows[0] - windows[1])).isLessThan(4 * 1.5 / Math.sqrt(160));
    }

    @Test
    void whatDoesNotFitIsAReason() {
        Farms none = farms(residues(), new FarmsOptions(100, 8, 3));
        assertThat(none.windows()).isZero();
        assertThat(none.reason()).isEqualTo("farms: no window of that aspect ratio fits");
        Farms zero = farms(StridedView.of(new double[100], 10, 10), FarmsOptions.DEFAULTS);
        assertThat(zero.reason()).startsWith("farms: ");
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new FarmsOptions(0.5, 10, 10)).hasMessageContaining("at least 1, not 0.5");
        assertThatThrownBy(() -> new FarmsOptions(Double.NaN, 10, 10)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new FarmsOptions(1, 1, 10)).hasMessageContaining("2 rows");
        assertThatThrownBy(() -> new FarmsOptions(1, 10, 0)).hasMessageContaining("at least 1 window");
    }
}
