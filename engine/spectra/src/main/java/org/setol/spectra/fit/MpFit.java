package org.setol.spectra.fit;

/**
 * A Marchenko-Pastur bulk in an ESD. mu = scale^2 lambda has mean 1; sigma is in those units, the edges are in lambda's.
 *
 * @param sigma sigma_mp: standard deviation of the bulk's elements, 1 when the bulk is everything
 * @param scale W_scale: sqrt(n / sum lambda)
 * @param bulkMin lower edge (sigma (1 - 1 / sqrt Q))^2 / scale^2
 * @param bulkMax upper edge (sigma (1 + 1 / sqrt Q))^2 / scale^2
 * @param threshold eigenvalues above it are spikes: the upper edge and an allowance for its fluctuations
 * @param fluctuation the unit of those fluctuations: Johnstone's scale of the largest eigenvalue (2001, Annals of
 *     Statistics 29, eq. 1.4) at this sigma
 * @param spikes num_spikes: eigenvalues above the threshold
 * @param softRank mp_softrank: bulkMax / lambda_max
 */
public record MpFit(
        double sigma,
        double scale,
        double bulkMin,
        double bulkMax,
        double threshold,
        double fluctuation,
        int spikes,
        double softRank)
        implements MpOutcome {}
