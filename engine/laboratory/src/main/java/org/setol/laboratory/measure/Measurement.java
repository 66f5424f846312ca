package org.setol.laboratory.measure;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.setol.spectra.backend.VectorBackends;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.metrics.Extra;
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
    private final VectorBackends vectors = VectorBackends.load();
    private final MatrixProducts products;
    private final List<String> layers;
    private final Evaluation evaluation;
    private final Examples train;
    private final Examples test;

    /**
     * Measures runs that train these layers.
     *
     * @param trained layers that move; the others' spectra do not change and are left out, and truncation spares them
     */
    public Measurement(MatrixProducts products, Set<String> trained, Examples train, Examples test) {
        this.products = products;
        this.evaluation = new Evaluation(products);
        this.train = train;
        this.test = test;
        this.layers = HIDDEN.stream().filter(trained::contains).toList();
        MetricsOptions metrics =
                MetricsOptions.BASE.withMode(MetricsMode.CORRECTED).with(Extra.RANDOMIZE, Extra.SETOL);
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
        Map<String, ToIntFunction<LayerNumbers>> rules = new LinkedHashMap<>();
        rules.put("pl", LayerNumbers::powerLawTail);
        rules.put("erg", LayerNumbers::ergTail);
        // A layer without a spectrum or a fit has no tail to keep, and the rule no truncated network.
        rules.values()
                .removeIf(rule -> spectra.size() < layers.size()
                        || spectra.values().stream().anyMatch(numbers -> rule.applyAsInt(numbers) == 0));
        try (Arena arena = Arena.ofConfined()) {
            errors(network, rules.keySet(), truncations(arena, network, spectra, rules.values()), values);
        }
        spectra.forEach(
                (name, numbers) -> numbers.values().forEach((key, value) -> values.put(name + "." + key, value)));
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

    private List<Truncation> truncations(
            Arena arena,
            Network network,
            Map<String, LayerNumbers> spectra,
            Collection<ToIntFunction<LayerNumbers>> rules) {
        Map<String, Projections> projections = new HashMap<>();
        for (Dense layer : network.layers()) {
            if (spectra.containsKey(layer.name())) {
                projections.put(layer.name(), Projections.of(layer, vectors, products, arena));
            }
        }
        List<Truncation> truncations = new ArrayList<>();
        for (ToIntFunction<LayerNumbers> rule : rules) {
            Map<String, Matrix> onto = new HashMap<>();
            projections.forEach((name, projection) -> {
                LayerNumbers numbers = Objects.requireNonNull(spectra.get(name));
                onto.put(name, projection.leading(rule.applyAsInt(numbers), arena));
            });
            truncations.add(new Truncation(onto));
        }
        return truncations;
    }

    private void errors(Network network, Collection<String> rules, List<Truncation> forms, Map<String, Double> values) {
        List<Scores> onTrain = evaluation.of(network, forms, train);
        List<Scores> onTest = evaluation.of(network, forms, test);
        values.put("train_error", onTrain.getFirst().error());
        values.put("test_error", onTest.getFirst().error());
        values.put("test_loss", onTest.getFirst().loss());
        int form = 1;
        for (String rule : rules) {
            values.put(rule + ".train_error", onTrain.get(form).error());
            values.put(rule + ".test_error", onTest.get(form).error());
            form++;
        }
    }

    @Override
    public void close() {
        setol.close();
    }
}
