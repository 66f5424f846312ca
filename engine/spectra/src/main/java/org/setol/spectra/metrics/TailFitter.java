package org.setol.spectra.metrics;

import java.util.Arrays;
import java.util.Optional;
import org.setol.spectra.fit.FingerClip;
import org.setol.spectra.fit.KsDistance;
import org.setol.spectra.fit.NoFit;
import org.setol.spectra.fit.PeakXmin;
import org.setol.spectra.fit.PowerLaw;
import org.setol.spectra.fit.TailOutcome;
import org.setol.spectra.fit.TruncatedPowerLaw;

/** Chooses the data of a tail fit and fits them as the options say. */
final class TailFitter {

    /** The powerlaw package's lower bound of a truncated power law's alpha. */
    private static final double COMPAT_LOWEST_ALPHA = 1;

    /**
     * A fit with the data it belongs to.
     *
     * @param kept eigenvalues that count: all but those dropped by xmax; ascending
     * @param data what was fitted: of these the large enough, without clipped fingers
     * @param outcome the fit, or why there is none
     * @param fingers what was clipped, when clipping was asked for and there is a fit
     */
    record Fitted(double[] kept, double[] data, TailOutcome outcome, Optional<FingerClip.Clipped> fingers) {}

    private final MetricsMode mode;
    private final TailOptions options;
    private final KsDistance ks;

    TailFitter(MetricsOptions options) {
        this.mode = options.mode();
        this.options = options.tail();
        this.ks = options.ks();
    }

    Fitted fit(Esd esd) {
        double[] lambda = esd.eigenvalues();
        int drop = options.xmax().dropped();
        if (2L * drop > lambda.length) {
            NoFit none = new NoFit("xmax " + drop + " would drop more than half of " + lambda.length + " eigenvalues");
            return new Fitted(lambda, lambda, none, Optional.empty());
        }
        double[] kept = drop == 0 ? lambda : Arrays.copyOf(lambda, lambda.length - drop);
        double threshold = mode == MetricsMode.COMPAT ? Tail.LEAST_FITTED : Tail.LEAST_FITTED * esd.lambdaMax();
        double[] data = Arrays.copyOfRange(kept, Tails.firstAbove(kept, threshold), kept.length);
        return switch (options.law()) {
            case POWER_LAW -> powerLaw(kept, data);
            case TRUNCATED -> new Fitted(kept, data, truncated(data), Optional.empty());
            case EXTENDED_TRUNCATED -> extended(kept, data);
        };
    }

    private Fitted powerLaw(double[] kept, double[] data) {
        return switch (options.fingers()) {
            case KEEP -> new Fitted(kept, data, PowerLaw.fitSorted(data, ks), Optional.empty());
            case CLIP_XMAX -> clipped(kept, data);
            case XMIN_PEAK -> {
                if (data.length == 0) {
                    yield new Fitted(kept, data, PowerLaw.fitSorted(data, ks), Optional.empty());
                }
                yield new Fitted(kept, data, PeakXmin.fit(data, peak(data), ks), Optional.empty());
            }
        };
    }

    private Fitted clipped(double[] kept, double[] data) {
        return switch (clip(data)) {
            case NoFit none -> new Fitted(kept, data, none, Optional.empty());
            case FingerClip.Clipped clip -> {
                int left = clip.fit().index() + clip.fit().tail();
                yield new Fitted(kept, Arrays.copyOf(data, left), clip.fit(), Optional.of(clip));
            }
        };
    }

    private FingerClip.Outcome clip(double[] data) {
        return mode == MetricsMode.COMPAT
                ? FingerClip.compat(data, options.maxFingers(), options.fingerThreshold(), ks)
                : FingerClip.corrected(data, options.maxFingers(), options.fingerThreshold(), ks);
    }

    private PeakXmin.Range peak(double[] data) {
        return mode == MetricsMode.COMPAT ? PeakXmin.compat(data) : PeakXmin.corrected(data);
    }

    private TailOutcome truncated(double[] data) {
        return TruncatedPowerLaw.fitSorted(data, lowestAlpha(), options.xmax().forced(), ks);
    }

    /** WeightWatcher's E_TPL keeps xmin near the peak; corrected clips the fingers. */
    private Fitted extended(double[] kept, double[] data) {
        if (data.length < 2) {
            return new Fitted(kept, data, truncated(data), Optional.empty());
        }
        if (mode == MetricsMode.COMPAT) {
            PeakXmin.Range range = PeakXmin.compat(data);
            TailOutcome outcome = TruncatedPowerLaw.fitSorted(
                    data,
                    range.low(),
                    range.high(),
                    lowestAlpha(),
                    options.xmax().forced(),
                    ks);
            return new Fitted(kept, data, outcome, Optional.empty());
        }
        Fitted clip = clipped(kept, data);
        return clip.outcome() instanceof NoFit
                ? clip
                : new Fitted(kept, clip.data(), truncated(clip.data()), clip.fingers());
    }

    private double lowestAlpha() {
        return mode == MetricsMode.COMPAT ? COMPAT_LOWEST_ALPHA : 0;
    }
}
