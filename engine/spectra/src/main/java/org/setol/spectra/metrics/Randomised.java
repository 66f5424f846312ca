package org.setol.spectra.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.setol.spectra.fit.MarchenkoPastur;
import org.setol.spectra.fit.MpOutcome;
import org.setol.spectra.fit.NoFit;
import org.setol.spectra.kernels.Kernels;

/**
 * What is left of a layer's spectrum when the elements of its matrices are permuted. WeightWatcher permutes once more for
 * the comparisons with the layer's own spectrum; here they take the first permutation of those pooled.
 *
 * <p>What is known without the whole permuted spectra ({@link #ofTraps}) is as exact; the rest is missing with a reason.
 *
 * @param maxEigenvalue max_rand_eval: the largest over all permutations
 * @param distance rand_distance: Jensen-Shannon distance of the layer's own and the first permutation's sorted eigenvalues,
 *     each divided by its sum; NaN for a zero matrix, and without whole spectra
 * @param softRank ww_softrank: largest eigenvalue of the first permutation over that of the layer
 * @param maxDistance ww_maxdist: the layer's largest eigenvalue minus that of the first permutation
 * @param mp the Marchenko-Pastur bulk of all permutations pooled
 * @param traps num_rand_spikes of them: what sticks out of the first permutation, the largest first
 * @param certificate how it is known that no trap is missing, where that is not by looking at whole spectra
 */
public record Randomised(
        double maxEigenvalue,
        double distance,
        double softRank,
        double maxDistance,
        MpOutcome mp,
        List<Trap> traps,
        Optional<TrapSearch.Certificate> certificate)
        implements Finding {

    /** Layers of fewer eigenvalues than {@value #FEW} are permuted {@value #REPLICAS} times, as in WeightWatcher. */
    private static final int FEW = 100;

    private static final int REPLICAS = 5;

    private static final NoFit NOT_COMPUTED =
            new NoFit("traps fast computes no whole spectrum, hence no rand_distance and no Marchenko-Pastur fit");

    public Randomised {
        traps = List.copyOf(traps);
    }

    @Override
    public String reason() {
        return mp instanceof NoFit none ? "permuted: " + none.reason() : "";
    }

    /** How often a layer of so many eigenvalues is permuted. */
    public static int replicas(int eigenvalues) {
        return eigenvalues < FEW ? REPLICAS : 1;
    }

    /**
     * Of a layer and its permutations.
     *
     * @param esd the layer's own spectrum
     * @param replicas for each permutation, at least one, the singular values of each of the layer's matrices, ascending
     * @param scale factor of every eigenvalue, as in {@link Esd#pool}
     */
    public static Randomised of(Esd esd, List<List<double[]>> replicas, double scale, MetricsMode mode) {
        List<double[]> first = eigenvalues(replicas.getFirst(), scale);
        double[] firstPooled = pool(first);
        double[] all = pool(replicas.stream()
                .flatMap(slices -> eigenvalues(slices, scale).stream())
                .toList());
        MpOutcome mp = MarchenkoPastur.fit(all, esd.rows(), esd.cols(), mode.mpConvention());
        double top = firstPooled[firstPooled.length - 1];
        return new Randomised(
                all[all.length - 1],
                jensenShannon(esd.eigenvalues(), firstPooled),
                top / esd.lambdaMax(),
                esd.lambdaMax() - top,
                mp,
                traps(first, firstPooled, mp, esd, mode),
                Optional.empty());
    }

    /**
     * Of a layer and what was searched in its permutations.
     *
     * @param esd the layer's own spectrum
     * @param replicas for each permutation, at least one, what was found in each of the layer's matrices
     * @param scale factor of every eigenvalue, as in {@link Esd#pool}
     */
    public static Randomised ofTraps(Esd esd, List<List<TrapSearch.Found>> replicas, double scale) {
        double top = largest(replicas.getFirst(), scale);
        List<Trap> traps = replicas.getFirst().stream()
                .flatMap(found -> found.traps().stream())
                .map(trap -> new Trap(scale * trap.eigenvalue(), scale * trap.edge(), trap.excess()))
                .sorted(Comparator.comparingDouble(Trap::eigenvalue).reversed())
                .toList();
        List<TrapSearch.Found> all = replicas.stream().flatMap(List::stream).toList();
        return new Randomised(
                largest(all, scale),
                Double.NaN,
                top / esd.lambdaMax(),
                esd.lambdaMax() - top,
                NOT_COMPUTED,
                traps,
                Optional.of(TrapSearch.Certificate.of(
                        all.stream().map(TrapSearch.Found::certificate).toList())));
    }

    private static double largest(List<TrapSearch.Found> slices, double scale) {
        return scale
                * slices.stream().mapToDouble(TrapSearch.Found::largest).max().orElse(0);
    }

    private static List<Trap> traps(List<double[]> slices, double[] pooled, MpOutcome mp, Esd esd, MetricsMode mode) {
        return mode == MetricsMode.CORRECTED
                ? Traps.aboveNoise(slices, esd.rows(), esd.cols())
                : mp.fit().map(bulk -> Traps.aboveBulk(pooled, bulk)).orElse(List.of());
    }

    private static List<double[]> eigenvalues(List<double[]> slices, double scale) {
        List<double[]> eigenvalues = new ArrayList<>();
        for (double[] sigma : slices) {
            eigenvalues.add(Arrays.stream(sigma).map(s -> scale * (s * s)).toArray());
        }
        return eigenvalues;
    }

    private static double[] pool(List<double[]> slices) {
        return slices.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
    }

    /**
     * sqrt of the mean of the two Kullback-Leibler divergences from the middle, in nats. Rounding of equal vectors is
     * taken for 0.
     */
    static double jensenShannon(double[] p, double[] q) {
        double sumP = Kernels.sum(p);
        double sumQ = Kernels.sum(q);
        double[] middle = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            middle[i] = 0.5 * (p[i] + q[i]);
        }
        double sumMiddle = Kernels.sum(middle);
        double divergence = 0;
        for (int i = 0; i < p.length; i++) {
            divergence += relativeEntropy(p[i] / sumP, middle[i] / sumMiddle)
                    + relativeEntropy(q[i] / sumQ, middle[i] / sumMiddle);
        }
        return Math.sqrt(Math.max(0, 0.5 * divergence));
    }

    private static double relativeEntropy(double p, double m) {
        return p == 0 ? 0 : p * StrictMath.log(p / m);
    }
}
