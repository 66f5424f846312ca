package org.setol.analysis.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.setol.analysis.AnalysisOptions;
import org.setol.spectra.metrics.Extra;

/**
 * Everything one analysis found.
 *
 * @param model what the user named
 * @param format of the file, e.g. {@code safetensors}
 * @param options what was asked
 * @param machine where it ran
 * @param summary means over the layers, by name
 * @param layers one row each, in file order
 * @param coverage every tensor of the file
 */
public record ModelReport(
        String model,
        String format,
        AnalysisOptions options,
        Machine machine,
        Map<String, Double> summary,
        List<LayerReport> layers,
        List<CoverageEntry> coverage) {

    public ModelReport {
        summary = Collections.unmodifiableMap(new LinkedHashMap<>(summary));
        layers = List.copyOf(layers);
        coverage = List.copyOf(coverage);
    }

    /** Whether rows are named as layers are: a pair of layers, or a stack of all, has a name that is in no file. */
    public static boolean areRowsLayers(AnalysisOptions options) {
        return !options.metrics().wants(Extra.INTRA) && !options.metrics().wants(Extra.STACKED);
    }

    /** What to call a row where there is room for one name: of layers, the graph's says most. */
    public String nameOf(LayerReport row) {
        return areRowsLayers(options) ? row.layer().longname() : row.layer().name();
    }

    /** The same under another name, for a model that has no file of its own. */
    public ModelReport withModel(String name) {
        return new ModelReport(name, format, options, machine, summary, layers, coverage);
    }
}
