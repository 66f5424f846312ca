package org.setol.spectra.fit;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Sum of squared differences between a bulk of scale sigma and a density on points. The density does not change with
 * sigma, so it is estimated once and this is all that a fit repeats.
 */
abstract sealed class MpResidual implements DoubleUnaryOperator {

    final double[] points;
    final double[] density;

    private MpResidual(double[] points, double[] density) {
        this.points = points;
        this.density = density;
    }

    /**
     * The residual that belongs to a shape and a convention.
     *
     * @param points ascending, at least one; eigenvalues, or singular values for {@code aspectRatio} 1
     * @param density there
     * @param aspectRatio Q = N / M
     */
    static MpResidual of(double[] points, double[] density, double aspectRatio, MpConvention convention) {
        return aspectRatio == 1
                ? new QuarterCircle(points, density, convention)
                : new MarchenkoPasturBulk(points, density, aspectRatio);
    }

    abstract double model(double x);

    final double sumOfSquares() {
        double sum = 0;
        for (int k = 0; k < points.length; k++) {
            double difference = model(points[k]) - density[k];
            sum += difference * difference;
        }
        return sum;
    }

    /** Q sqrt((b - x)(x - a)) / (2 pi sigma^2 x) on [a, b]. A bulk that misses the peak or leaves the data is refused. */
    private static final class MarchenkoPasturBulk extends MpResidual {

        /** WeightWatcher's difference at every point of a refused bulk. */
        private static final double REFUSED = 1000;

        /**
         * Densities this close are equal but for rounding: a triangular kernel leaves plateaus, and which point of one is
         * largest in the last bit would change with the machine.
         */
        private static final double ROUNDING = 1e-12;

        private final double aspectRatio;
        private final double peak;

        private double lower;
        private double upper;
        private double factor;

        MarchenkoPasturBulk(double[] points, double[] density, double aspectRatio) {
            super(points, density);
            this.aspectRatio = aspectRatio;
            this.peak = points[firstLargest(density)];
        }

        private static int firstLargest(double[] values) {
            double largest = Arrays.stream(values).max().orElseThrow();
            int first = 0;
            while (values[first] < largest * (1 - ROUNDING)) {
                first++;
            }
            return first;
        }

        @Override
        public double applyAsDouble(double sigma) {
            upper = MarchenkoPastur.upperEdge(sigma, aspectRatio);
            lower = MarchenkoPastur.lowerEdge(sigma, aspectRatio);
            if (upper < peak || lower > peak || upper > points[points.length - 1]) {
                return REFUSED * REFUSED * points.length;
            }
            factor = aspectRatio / (2 * Math.PI * sigma * sigma);
            return sumOfSquares();
        }

        @Override
        double model(double x) {
            return x > lower && x < upper ? factor * Math.sqrt((upper - x) * (x - lower)) / x : 0;
        }
    }

    /** The singular values of a square matrix. WeightWatcher's circle has radius 2 whatever sigma. */
    private static final class QuarterCircle extends MpResidual {

        private final MpConvention convention;

        private double squaredRadius;
        private double factor;

        QuarterCircle(double[] points, double[] density, MpConvention convention) {
            super(points, density);
            this.convention = convention;
        }

        @Override
        public double applyAsDouble(double sigma) {
            factor = 1 / (Math.PI * sigma * sigma);
            squaredRadius = convention == MpConvention.TEXTBOOK ? 4 * sigma * sigma : 4;
            return sumOfSquares();
        }

        @Override
        double model(double x) {
            double square = squaredRadius - x * x;
            return square > 0 ? factor * Math.sqrt(square) : 0;
        }
    }
}
