package org.setol.spectra.backend;

/**
 * Singular values of a bidiagonal matrix to high relative accuracy: implicit-shift QR sweeps, with a zero shift
 * whenever a shift would spoil the small values (Demmel and Kahan 1990, SIAM J. Sci. Stat. Comput. 11(5); constants of
 * LAPACK's {@code dbdsqr}).
 *
 * <p>LAPACK sweeps a block upwards when it is graded that way. Only values are wanted here, so such a block is turned
 * end for end instead (the transpose of a flipped upper bidiagonal matrix is upper bidiagonal), and sweeps always run
 * downwards.
 */
final class BidiagonalQr {

    /** Twice the relative distance of doubles is 2^-52; LAPACK's eps is the half of it. */
    private static final double EPSILON = 0x1p-53;

    /** Relative accuracy aimed at: eps^(7/8), between 10 and 100 eps. */
    private static final double TOLERANCE = 0x1p-46;

    /** Sweeps over the whole matrix per singular value before giving up; two or three are usual. */
    static final int SWEEPS_PER_VALUE = 6;

    private final double[] d;
    private final double[] e;
    private final int sweepsPerValue;
    private double threshold;

    /** First and last index of the block that was swept last, to see when it is a new one. */
    private int oldFirst = Integer.MAX_VALUE;

    private int oldLast = -1;

    /** The rotation computed last: (cosine sine; -sine cosine) (f g)^T = (radius 0)^T. */
    private double cosine;

    private double sine;
    private double radius;

    private BidiagonalQr(Bidiagonal matrix, int sweepsPerValue) {
        d = matrix.diagonal();
        e = matrix.superdiagonal();
        this.sweepsPerValue = sweepsPerValue;
    }

    /**
     * Replaces the diagonal by the singular values, in no order and of either sign. O(n^2).
     *
     * @return how many superdiagonal elements have not converged to zero: 0 when all is well
     */
    static int diagonalize(Bidiagonal matrix) {
        return diagonalize(matrix, SWEEPS_PER_VALUE);
    }

    static int diagonalize(Bidiagonal matrix, int sweepsPerValue) {
        return new BidiagonalQr(matrix, sweepsPerValue).run();
    }

    private int run() {
        int n = d.length;
        threshold = negligible();
        long budget = (long) sweepsPerValue * n * n;
        int last = n - 1;
        while (last > 0) {
            int first = startOfBlock(last);
            if (first == last) {
                last--;
            } else if (first == last - 1) {
                solveTwoByTwo(first);
                last -= 2;
            } else {
                turnIfNew(first, last);
                if (!deflate(first, last)) {
                    budget -= last - first;
                    if (budget < 0) {
                        return unconverged();
                    }
                    sweep(first, last);
                }
            }
        }
        return 0;
    }

    /** Absolute size under which no superdiagonal element matters: a lower bound of sigma_min, times the tolerance. */
    private double negligible() {
        int n = d.length;
        double mu = Math.abs(d[0]);
        double smallest = mu;
        for (int i = 1; i < n && smallest > 0; i++) {
            mu = Math.abs(d[i]) * (mu / (mu + Math.abs(e[i - 1])));
            smallest = Math.min(smallest, mu);
        }
        return Math.max(TOLERANCE * (smallest / Math.sqrt(n)), Double.MIN_NORMAL);
    }

    /** First index of the unreduced block that ends at {@code last}; clears the negligible element before it. */
    private int startOfBlock(int last) {
        int first = last;
        while (first > 0 && Math.abs(e[first - 1]) > threshold) {
            first--;
        }
        if (first > 0) {
            e[first - 1] = 0;
        }
        return first;
    }

    /** Has the larger end on top: sweeps then push small values down, where they converge. */
    private void turnIfNew(int first, int last) {
        boolean isNew = first > oldLast || last < oldFirst;
        if (isNew && Math.abs(d[first]) < Math.abs(d[last])) {
            reverse(d, first, last);
            reverse(e, first, last - 1);
        }
        oldFirst = first;
        oldLast = last;
    }

    private static void reverse(double[] x, int first, int last) {
        for (int i = first, j = last; i < j; i++, j--) {
            double swap = x[i];
            x[i] = x[j];
            x[j] = swap;
        }
    }

    /** Clears one superdiagonal element that the criteria of Demmel and Kahan, section 2, allow to; false if none. */
    private boolean deflate(int first, int last) {
        if (Math.abs(e[last - 1]) <= TOLERANCE * Math.abs(d[last])) {
            e[last - 1] = 0;
            return true;
        }
        double mu = Math.abs(d[first]);
        for (int i = first; i < last; i++) {
            if (Math.abs(e[i]) <= TOLERANCE * mu) {
                e[i] = 0;
                return true;
            }
            mu = Math.abs(d[i + 1]) * (mu / (mu + Math.abs(e[i])));
        }
        return false;
    }

    private void sweep(int first, int last) {
        double shift = shift(first, last);
        if (shift == 0) {
            sweepWithoutShift(first, last);
        } else {
            sweepWithShift(first, last, shift);
        }
        if (Math.abs(e[last - 1]) <= threshold) {
            e[last - 1] = 0;
        }
    }

    /** Smallest singular value of the last 2 x 2 block, or 0 when a shift would cost relative accuracy. */
    private double shift(int first, int last) {
        double largest = 0;
        double mu = Math.abs(d[first]);
        double smallest = mu;
        for (int i = first; i <= last; i++) {
            largest = Math.max(largest, Math.abs(d[i]));
            if (i < last) {
                largest = Math.max(largest, Math.abs(e[i]));
                mu = Math.abs(d[i + 1]) * (mu / (mu + Math.abs(e[i])));
                smallest = Math.min(smallest, mu);
            }
        }
        if (d.length * TOLERANCE * (smallest / largest) <= 0.01 * TOLERANCE) {
            return 0;
        }
        double shift = TwoByTwo.of(d[last - 1], e[last - 1], d[last]).smaller();
        double relative = shift / Math.abs(d[first]);
        return relative * relative < EPSILON ? 0 : shift;
    }

    private void sweepWithoutShift(int first, int last) {
        double c = 1;
        double oldC = 1;
        double oldS = 0;
        for (int i = first; i < last; i++) {
            rotate(d[i] * c, e[i]);
            c = cosine;
            double s = sine;
            if (i > first) {
                e[i - 1] = oldS * radius;
            }
            rotate(oldC * radius, d[i + 1] * s);
            oldC = cosine;
            oldS = sine;
            d[i] = radius;
        }
        double h = d[last] * c;
        d[last] = h * oldC;
        e[last - 1] = h * oldS;
    }

    private void sweepWithShift(int first, int last, double shift) {
        double f = (Math.abs(d[first]) - shift) * (Math.copySign(1, d[first]) + shift / d[first]);
        double g = e[first];
        for (int i = first; i < last; i++) {
            rotate(f, g);
            if (i > first) {
                e[i - 1] = radius;
            }
            f = cosine * d[i] + sine * e[i];
            e[i] = cosine * e[i] - sine * d[i];
            g = sine * d[i + 1];
            d[i + 1] = cosine * d[i + 1];
            rotate(f, g);
            d[i] = radius;
            f = cosine * e[i] + sine * d[i + 1];
            d[i + 1] = cosine * d[i + 1] - sine * e[i];
            if (i < last - 1) {
                g = sine * e[i + 1];
                e[i + 1] = cosine * e[i + 1];
            }
        }
        e[last - 1] = f;
    }

    /** Plane rotation that takes (f, g) to (radius, 0), after LAPACK's {@code lartg}. */
    private void rotate(double f, double g) {
        if (g == 0) {
            cosine = 1;
            sine = 0;
            radius = f;
        } else if (f == 0) {
            cosine = 0;
            sine = 1;
            radius = g;
        } else {
            radius = Math.copySign(length(f, g), f);
            cosine = f / radius;
            sine = g / radius;
        }
    }

    /** sqrt(f^2 + g^2); by way of {@link Math#hypot}, which is slow, only where squares leave the range. */
    private static double length(double f, double g) {
        double larger = Math.max(Math.abs(f), Math.abs(g));
        return larger > 0x1p-500 && larger < 0x1p500 ? Math.sqrt(f * f + g * g) : Math.hypot(f, g);
    }

    private void solveTwoByTwo(int i) {
        TwoByTwo values = TwoByTwo.of(d[i], e[i], d[i + 1]);
        d[i] = values.larger();
        d[i + 1] = values.smaller();
        e[i] = 0;
    }

    private int unconverged() {
        int count = 0;
        for (double x : e) {
            if (x != 0) {
                count++;
            }
        }
        return count;
    }
}
