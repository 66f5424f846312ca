package org.setol.laboratory.network;

/**
 * How a network does on a set.
 *
 * @param loss mean cross-entropy per example; NaN where it was not asked for
 * @param error share of examples whose largest output is not that of their class
 */
public record Scores(double loss, double error) {}
