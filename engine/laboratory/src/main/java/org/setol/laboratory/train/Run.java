package org.setol.laboratory.train;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.setol.laboratory.data.Examples;
import org.setol.laboratory.data.Mnist;
import org.setol.laboratory.journal.EpochRecord;
import org.setol.laboratory.journal.Journal;
import org.setol.laboratory.measure.Measurement;
import org.setol.laboratory.network.Checkpoint;
import org.setol.laboratory.network.Dense;
import org.setol.laboratory.network.Descent;
import org.setol.laboratory.network.Glorot;
import org.setol.laboratory.network.Network;
import org.setol.models.ModelException;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.backend.MatrixProducts.Factor;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * One training run in a folder of its own: {@code epochs.jsonl} and the checkpoints. It goes on where it was killed, with
 * the same bits as if it had not been: weights are stored exactly, and everything random is a function of seed and epoch.
 *
 * @param recipe how to train
 * @param stop when to end
 * @param folder of this run
 * @param keepEvery which checkpoints stay, see {@link Checkpoints}
 */
public record Run(Recipe recipe, StopRule stop, Path folder, int keepEvery) {

    private static final double NANO = 1e-9;

    /** Told of every epoch, by the thread that trains. */
    public interface Listener {

        /**
         * An epoch is complete.
         *
         * @param last whether the run is
         */
        void finished(Recipe recipe, EpochRecord epoch, boolean last);
    }

    /** The records so far. */
    public Journal journal() throws IOException, ModelException {
        Files.createDirectories(folder);
        return Journal.open(folder.resolve("epochs.jsonl"));
    }

    /** Whether nothing is left to do. */
    public boolean isOver() throws IOException, ModelException {
        return stop.isOver(journal().losses());
    }

    /** The checkpoint of one epoch of the run in a folder. */
    public static Path checkpoint(Path folder, int epoch) {
        return folder.resolve("checkpoints").resolve(String.format(Locale.ROOT, "epoch-%04d.safetensors", epoch));
    }

    private Checkpoints checkpoints() throws IOException {
        Files.createDirectories(folder.resolve("checkpoints"));
        return new Checkpoints(folder, keepEvery, stop.patience() + 1);
    }

    /** Trains to the end, in the calling thread. */
    public void execute(Mnist mnist, MatrixProducts products, Listener listener)
            throws IOException, ModelException, InterruptedException {
        Journal journal = journal();
        if (stop.isOver(journal.losses())) {
            return;
        }
        try (Arena arena = Arena.ofShared()) {
            int inputs = mnist.train().inputs().cols();
            Network network =
                    Network.allocate(arena, List.of(inputs, Network.MLP3.get(1), Network.MLP3.get(2), Mnist.CLASSES));
            Checkpoints checkpoints = checkpoints();
            resume(network, journal, checkpoints);
            int frozen = frozen(network);
            Network moving = network.from(frozen);
            Examples train = through(arena, products, network, frozen, mnist.train());
            Examples test = through(arena, products, network, frozen, mnist.test());
            Descent descent =
                    new Descent(arena, products, moving, recipe.trained().layers(), recipe.batch());
            try (Measurement measurement =
                    new Measurement(products, recipe.trained().layers(), train, test)) {
                while (!stop.isOver(journal.losses())) {
                    int epoch = journal.records().size() + 1;
                    EpochRecord record = epoch(epoch, descent, measurement, train, network, frozen, checkpoints);
                    journal.append(record);
                    checkpoints.prune(epoch);
                    listener.finished(recipe, record, stop.isOver(journal.losses()));
                }
            }
        }
    }

    private EpochRecord epoch(
            int epoch,
            Descent descent,
            Measurement measurement,
            Examples train,
            Network network,
            int frozen,
            Checkpoints checkpoints)
            throws IOException, ModelException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long start = System.nanoTime();
        double loss = descent.epoch(train, Shuffling.order(train.size(), recipe.seed(), epoch), (float) recipe.rate());
        double seconds = (System.nanoTime() - start) * NANO;
        Path checkpoint = checkpoints.of(epoch);
        Checkpoint.write(network, checkpoint);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(EpochRecord.EPOCH, (double) epoch);
        values.put(EpochRecord.LOSS, loss);
        values.put("seconds", seconds);
        values.putAll(measurement.of(checkpoint, network.from(frozen)));
        values.put("measure_seconds", (System.nanoTime() - start) * NANO - seconds);
        return new EpochRecord(values);
    }

    /** The weights of the last epoch that has both record and checkpoint, or the first weights. */
    private void resume(Network network, Journal journal, Checkpoints checkpoints) throws IOException, ModelException {
        int last = checkpoints.lastUpTo(journal.records().size());
        journal.cutAfter(last);
        if (last == 0) {
            Glorot.fill(network, recipe.seed());
        } else {
            Checkpoint.read(checkpoints.of(last), network);
        }
    }

    /** How many layers lie below the lowest one that moves. */
    private int frozen(Network network) {
        int frozen = 0;
        while (!recipe.trained().layers().contains(network.layers().get(frozen).name())) {
            frozen++;
        }
        return frozen;
    }

    /** What the frozen layers make of the examples: always the same, so computed once. */
    private static Examples through(
            Arena arena, MatrixProducts products, Network network, int frozen, Examples examples) {
        Examples seen = examples;
        for (Dense layer : network.layers().subList(0, frozen)) {
            Matrix outputs = Matrix.allocate(arena, seen.size(), layer.outputs(), Precision.FLOAT32);
            products.multiply(1, Factor.of(seen.inputs()), Factor.transposeOf(layer.weights()), 0, outputs);
            Kernels.biasRelu(outputs, layer.bias());
            seen = new Examples(outputs, examples.labels());
        }
        return seen;
    }
}
