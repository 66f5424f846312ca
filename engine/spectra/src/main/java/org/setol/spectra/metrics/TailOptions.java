package org.setol.spectra.metrics;

import java.util.Optional;
import java.util.OptionalInt;
import org.setol.spectra.fit.KsDistance;

/**
 * How the tail of a spectrum is fitted and what else is said about the fit. Immutable; start from {@link #DEFAULTS}.
 *
 * @param law which law
 * @param fingers what to do about the few eigenvalues far above all others
 * @param maxFingers max_fingers: most eigenvalues clipped
 * @param fingerThreshold finger_thresh: by how much alpha must fall
 * @param xmax what is known of the upper end
 * @param ks the distance that chooses xmin; empty for the mode's
 * @param stability whether alpha's dependence on xmin is looked at; in corrected mode it always is
 * @param alternatives whether other laws are compared
 * @param gofReplicates replicates of the goodness of fit, when wanted
 * @param ciReplicates replicates of the interval of alpha, when wanted
 * @param parallel whether one fit may use several threads; no number depends on it
 */
public record TailOptions(
        Law law,
        Fingers fingers,
        int maxFingers,
        double fingerThreshold,
        Xmax xmax,
        Optional<KsDistance> ks,
        boolean stability,
        boolean alternatives,
        OptionalInt gofReplicates,
        OptionalInt ciReplicates,
        boolean parallel) {

    /** WeightWatcher's. */
    public static final TailOptions DEFAULTS = new TailOptions(
            Law.POWER_LAW,
            Fingers.KEEP,
            10,
            1.0,
            Xmax.UNSET,
            Optional.empty(),
            false,
            false,
            OptionalInt.empty(),
            OptionalInt.empty(),
            true);

    /** The laws. */
    public enum Law {
        POWER_LAW("pl"),
        /** With exponential cut-off. */
        TRUNCATED("tpl"),
        /** With exponential cut-off and fingers fixed. */
        EXTENDED_TRUNCATED("e-tpl");

        private final String label;

        Law(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** WeightWatcher's fix_fingers. */
    public enum Fingers {
        KEEP("no"),
        /** Fitted without the largest. */
        CLIP_XMAX("clip-xmax"),
        /** With xmin near the peak of the spectrum. */
        XMIN_PEAK("xmin-peak");

        private final String label;

        Fingers(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * WeightWatcher's xmax.
     *
     * @param forced the largest eigenvalue is taken for the end of the distribution; matters to truncated laws only
     * @param dropped the largest so many are left out of the fit
     */
    public record Xmax(boolean forced, int dropped) {

        public static final Xmax UNSET = new Xmax(false, 0);
        public static final Xmax FORCED = new Xmax(true, 0);

        /** Without the largest k &ge; 1. */
        public static Xmax dropping(int k) {
            if (k < 1) {
                throw new IllegalArgumentException("xmax must drop at least 1 eigenvalue, not " + k);
            }
            return new Xmax(false, k);
        }
    }

    public TailOptions {
        if (maxFingers < 1) {
            throw new IllegalArgumentException("max_fingers must be at least 1, not " + maxFingers);
        }
        if (!(fingerThreshold >= 0)) {
            throw new IllegalArgumentException("finger_thresh must not be negative, is " + fingerThreshold);
        }
        if (gofReplicates.orElse(1) < 1 || ciReplicates.orElse(1) < 1) {
            throw new IllegalArgumentException("a bootstrap needs at least 1 replicate");
        }
        if (fingers != Fingers.KEEP && xmax.dropped() > 0) {
            throw new IllegalArgumentException("--fix-fingers and a number for --xmax exclude each other");
        }
        if (fingers != Fingers.KEEP && law != Law.POWER_LAW) {
            throw new IllegalArgumentException("fix_fingers goes with fit pl only; e-tpl fixes fingers by itself");
        }
        boolean studied = alternatives || stability || gofReplicates.isPresent() || ciReplicates.isPresent();
        if (studied && law != Law.POWER_LAW) {
            throw new IllegalArgumentException("stability, alternatives, gof and ci go with fit pl only");
        }
        if ((gofReplicates.isPresent() || ciReplicates.isPresent()) && fingers != Fingers.KEEP) {
            throw new IllegalArgumentException("gof and ci do not repeat fix_fingers; use one or the other");
        }
    }

    public TailOptions withLaw(Law changed) {
        return new TailOptions(
                changed,
                fingers,
                maxFingers,
                fingerThreshold,
                xmax,
                ks,
                stability,
                alternatives,
                gofReplicates,
                ciReplicates,
                parallel);
    }

    public TailOptions withFingers(Fingers changed, int most, double threshold) {
        return new TailOptions(
                law,
                changed,
                most,
                threshold,
                xmax,
                ks,
                stability,
                alternatives,
                gofReplicates,
                ciReplicates,
                parallel);
    }

    public TailOptions withXmax(Xmax changed) {
        return new TailOptions(
                law,
                fingers,
                maxFingers,
                fingerThreshold,
                changed,
                ks,
                stability,
                alternatives,
                gofReplicates,
                ciReplicates,
                parallel);
    }

    public TailOptions withKs(KsDistance changed) {
        return new TailOptions(
                law,
                fingers,
                maxFingers,
                fingerThreshold,
                xmax,
                Optional.of(changed),
                stability,
                alternatives,
                gofReplicates,
                ciReplicates,
                parallel);
    }

    /** What is said about a power law beyond its numbers. */
    public TailOptions withStudy(boolean stable, boolean others, OptionalInt gof, OptionalInt ci) {
        return new TailOptions(law, fingers, maxFingers, fingerThreshold, xmax, ks, stable, others, gof, ci, parallel);
    }

    public TailOptions withParallel(boolean changed) {
        return new TailOptions(
                law,
                fingers,
                maxFingers,
                fingerThreshold,
                xmax,
                ks,
                stability,
                alternatives,
                gofReplicates,
                ciReplicates,
                changed);
    }
}
