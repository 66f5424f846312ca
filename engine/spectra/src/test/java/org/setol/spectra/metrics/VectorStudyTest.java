package org.setol.spectra.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class VectorStudyTest {

    private static VectorShape shape(double localization) {
        return new VectorShape(10, 0, 2 * localization, localization, 1);
    }

    @Test
    void bulkAndTailHaveTheirOwnMeansAndVariances() {
        VectorShape[] shapes = {shape(1), shape(3), shape(10), shape(12), shape(20)};
        VectorStudy study = VectorStudy.of(shapes, 3);
        assertThat(study.localization()).isEqualTo(new VectorStudy.Spread(2, 1, 14, 56.0 / 3));
        assertThat(study.entropy()).isEqualTo(new VectorStudy.Spread(4, 4, 28, 4 * 56.0 / 3));
        assertThat(study.participation()).isEqualTo(new VectorStudy.Spread(1, 0, 1, 0));
        assertThat(study.reason()).isEmpty();
    }

    @Test
    void aPartWithoutVectorsHasNoNumbers() {
        VectorStudy study = VectorStudy.of(new VectorShape[] {shape(1), shape(2)}, 2);
        assertThat(study.localization().bulkMean()).isNaN();
        assertThat(study.localization().bulkVariance()).isNaN();
        assertThat(study.localization().tailMean()).isEqualTo(1.5);
        assertThat(VectorStudy.missing("why").reason()).isEqualTo("why");
    }
}
