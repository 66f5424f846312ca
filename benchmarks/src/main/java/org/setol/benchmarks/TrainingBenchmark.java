package org.setol.benchmarks;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.setol.laboratory.data.Examples;
import org.setol.laboratory.network.Descent;
import org.setol.laboratory.network.Evaluation;
import org.setol.laboratory.network.Glorot;
import org.setol.laboratory.network.Network;
import org.setol.laboratory.network.Scores;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/** What does a tenth of an epoch of MNIST cost the laboratory, in one thread: training at a batch size, and scoring? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrainingBenchmark {

    private static final float RATE = 0.01f;

    @Param({"1", "2", "4", "8", "32"})
    public int batch;

    @Param("6000")
    public int images;

    private final Arena arena = Arena.ofShared();
    private final Network network = Network.allocate(arena, Network.MLP3);
    private Examples examples =
            new Examples(Matrix.allocate(arena, 0, Network.MLP3.getFirst(), Precision.FLOAT32), new byte[0]);
    private int[] order = {};
    private Descent descent = descent(1);

    private Descent descent(int size) {
        return new Descent(arena, MatrixProducts.best(), network, Set.of("fc1", "fc2", "out"), size);
    }

    /** Noise of MNIST's shape: every product is as long as with digits. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        Matrix inputs = Matrix.allocate(arena, images, Network.MLP3.getFirst(), Precision.FLOAT32);
        byte[] labels = new byte[images];
        for (int i = 0; i < images; i++) {
            labels[i] = (byte) random.nextInt(10);
            for (int k = 0; k < inputs.cols(); k++) {
                inputs.set(i, k, random.nextDouble());
            }
        }
        Glorot.fill(network, 1);
        examples = new Examples(inputs, labels);
        order = IntStream.range(0, images).toArray();
        descent = descent(batch);
    }

    @TearDown
    public void close() {
        arena.close();
    }

    /** Returns the mean loss. */
    @Benchmark
    public double train() {
        return descent.epoch(examples, order, RATE);
    }

    @Benchmark
    public List<Scores> score() {
        return new Evaluation(MatrixProducts.best()).of(network, List.of(), examples);
    }
}
