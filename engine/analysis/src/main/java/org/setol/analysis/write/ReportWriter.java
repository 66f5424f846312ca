package org.setol.analysis.write;

import java.io.IOException;
import java.util.List;
import org.setol.analysis.report.ModelReport;

/** Writes reports in one format. Stateless. */
interface ReportWriter {

    /**
     * Writes all reports.
     *
     * @param reports one for each model, at least one
     * @param seconds whether times are written
     */
    void write(List<ModelReport> reports, boolean seconds, Appendable out) throws IOException;
}
