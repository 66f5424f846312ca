package org.setol.spectra.metrics;

/**
 * A correlation trap: an eigenvalue of a randomised matrix where independent elements would put none.
 *
 * @param eigenvalue lambda
 * @param edge what independent elements do not exceed: the bulk's upper edge and an allowance for its fluctuations
 * @param excess (eigenvalue - edge) in units of those fluctuations, Johnstone's scale of the largest eigenvalue
 */
public record Trap(double eigenvalue, double edge, double excess) {}
