package org.setol.laboratory.measure;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.Setol;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.LayerReport;
import org.setol.laboratory.data.Examples;
import org.setol.laboratory.network.Dense;
import org.setol.laboratory.network.Evaluation;
import org.setol.laboratory.network.Network;
import org.setol.laboratory.network.Projections;
import org.setol.laboratory.network.Scores;
import org.setol.laboratory.network.Truncation;
import org.setol.models.ModelException;
import org.setol.models.layers.LayerFilter;
import org.setol.models.layers.LayerRules;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.MetricsOptions;

/**
 * Everything that is measured after an epoch: the spectra of its checkpoint, as {@code setol analyze} finds them, and the
 * errors of the network, whole and truncated by either rule. About 60 GFLOP for MNIST, most of it for the training error.
 */
public final class Measurement implements AutoCloseable {

    /** Layers whose spectra mean something; the output layer has ten eigenvalues. */
    private static final List<String> HIDDEN = List.of("fc1", "fc2");

    private final Setol setol;
    private final Evaluation evaluation;
    private final Examples train;
    private final Examples test;

    /**
     * Measures runs that train these layers.
     *
     * @param trained layers that move; the others' spectra do not change and are left out, and truncation spares them
     */
    public Measurement(MatrixProducts products, Set<String> trained, Examples train, Examples test) {
        this.evaluation = new Evaluation(products);
        this.train = train;
        this.test = test;
        List<String> layers = HIDDEN.stream().filter(trained::contains).toList();
        MetricsOptions metrics =
                MetricsOptions.BASE.withMode(MetricsMode.CORRECTED).withRandomize(true);
        this.setol = Setol.open(AnalysisOptions.defaults()
                .withThreads(1)
                .withRules(LayerRules.defaults().withFilter(LayerFilter.parse(layers)))
                .withMetrics(metrics));
    }

    /**
     * Measures one epoch.
     *
     * @param checkpoint of the whole network
     * @param network the layers that the examples go through
     */
    public Map<String, Double> of(Path checkpoint, Network network) throws ModelException, InterruptedException {
        Map<String, LayerNumbers> spectra = spectra(checkpoint);
        Map<String, Double> values = new LinkedHashMap<>();
        try (Arena arena = Arena.ofConfined()) {
            Map<String, Projections> projections = new HashMap<>();
            for (Dense layer : network.layers()) {
                if (spectra.containsKey(layer.name())) {
                    projections.put(layer.name(), Projections.of(layer));
                }
            }
            List<Truncation> forms = List.of(
                    truncation(arena, spectra, projections, LayerNumbers::powerLawTail),
                    truncation(arena, spectra, projections, LayerNumbers::ergTail));
            errors(network, forms, values);
        }
        spectra.forEach((name, numbers) ->
                numbers.values().forEach((key, value) -> values.put(name + "." + key, value)));
        return values;
    }

    private Map<String, LayerNumbers> spectra(Path checkpoint) throws ModelException, InterruptedException {
        Map<String, LayerNumbers> spectra = new LinkedHashMap<>();
        for (LayerReport report : setol.analyze(checkpoint).layers()) {
            if (report.outcome() instanceof Measured measured) {
                spectra.put(report.layer().name(), new LayerNumbers(measured.metrics()));
            }
        }
        return spectra;
    }

    private static Truncation truncation(
            Arena arena,
            Map<String, LayerNumbers> spectra,
            Map<String, Projections> projections,
            ToIntFunction<LayerNumbers> tail) {
        Map<String, Matrix> onto = new HashMap<>();
        projections.forEach((name, vectors) ->
                onto.put(name, vectors.leading(tail.applyAsInt(spectra.get(name)), arena)));
        return new Truncation(onto);
    }

    private void errors(Network network, List<Truncation> forms, Map<String, Double> values) {
        List<Scores> onTrain = evaluation.of(network, forms, train);
        List<Scores> onTest = evaluation.of(network, forms, test);
        values.put("train_error", onTrain.get(0).error());
        values.put("test_error", onTest.get(0).error());
        values.put("test_loss", onTest.get(0).loss());
        List<String> rules = List.of("pl", "erg");
        for (int k = 0; k < rules.size(); k++) {
            values.put(rules.get(k) + ".train_error", onTrain.get(k + 1).error());
            values.put(rules.get(k) + ".test_error", onTest.get(k + 1).error());
        }
    }

    @Override
    public void close() {
        setol.close();
    }
}
