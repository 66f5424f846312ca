package org.setol.spectra.freeprob;

/**
 * What the Marchenko-Pastur law and its inverse share: a density proportional to sqrt((y+ - y)(y - y-)) / y on [y-, y+]. With
 * y = centre - radius cos t the mass up to t is proportional to
 *
 * <p>centre t + radius sin t - 2 root atan((centre + radius) tan(t/2) / root), root^2 = centre^2 - radius^2.
 *
 * @param centre (y- + y+) / 2
 * @param radius (y+ - y-) / 2
 * @param root sqrt(y- y+)
 */
record MpArc(double centre, double radius, double root) {

    private static final int MOST_HALVINGS = 80;

    double lower() {
        return root * root / (centre + radius);
    }

    double upper() {
        return centre + radius;
    }

    double position(double angle) {
        double sine = Math.sin(angle / 2);
        return lower() + 2 * radius * sine * sine;
    }

    double angle(double y) {
        double part = (y - lower()) / (2 * radius);
        return 2 * Math.asin(Math.sqrt(Math.clamp(part, 0, 1)));
    }

    /** The part of the mass below the angle. */
    double mass(double angle) {
        double arc = 2 * root * Math.atan2((centre + radius) * Math.sin(angle / 2), root * Math.cos(angle / 2));
        double total = Math.PI * (centre - root);
        return Math.clamp((centre * angle + radius * Math.sin(angle) - arc) / total, 0, 1);
    }

    /** The density at y, inside or outside. */
    double density(double y) {
        double square = (upper() - y) * (y - lower());
        return square <= 0 ? 0 : Math.sqrt(square) / (Math.PI * (centre - root) * y);
    }

    /** The angle below which so much of the mass lies: the mass rises with the angle, so by bisection. */
    double angleOf(double mass) {
        double low = 0;
        double high = Math.PI;
        for (int k = 0; k < MOST_HALVINGS; k++) {
            double middle = (low + high) / 2;
            if (middle == low || middle == high) {
                break;
            }
            if (mass(middle) < mass) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
