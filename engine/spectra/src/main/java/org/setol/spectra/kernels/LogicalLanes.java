package org.setol.spectra.kernels;

/** The one order in which the eight logical lanes of a sum are folded. */
final class LogicalLanes {

    static final int COUNT = 8;

    private LogicalLanes() {}

    static double fold(double[] lanes) {
        double even = (lanes[0] + lanes[4]) + (lanes[2] + lanes[6]);
        double odd = (lanes[1] + lanes[5]) + (lanes[3] + lanes[7]);
        return even + odd;
    }
}
