package org.setol.spectra.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.setol.spectra.fit.NoFit;

final class FindingsTest {

    @Test
    void oneOfEachTypeInTheOrderTheyCame() {
        DetX detX = new DetX(3, 0.5, 1.5);
        Bulk first = new Bulk(new NoFit("first"));
        Bulk second = new Bulk(new NoFit("second"));
        Findings findings = Findings.NONE.with(first).with(detX).with(second);
        assertThat(findings.all()).containsExactly(second, detX);
        assertThat(findings.find(DetX.class)).contains(detX);
        assertThat(findings.find(Bulk.class)).contains(second);
        assertThat(findings.find(Randomised.class)).isEmpty();
        assertThat(Findings.NONE.all()).isEmpty();
    }

    @Test
    void whatIsMissingHasAReason() {
        assertThat(new Bulk(new NoFit("no bulk")).reason()).isEqualTo("no bulk");
        assertThat(new DetX(3, 0.5, 1.5).reason()).isEmpty();
    }
}
