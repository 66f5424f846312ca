package org.setol.cli;

import org.jspecify.annotations.Nullable;
import org.setol.spectra.freeprob.MomentConvention;
import org.setol.spectra.setol.EcsRule;
import org.setol.spectra.setol.SetolOptions;
import picocli.CommandLine.Option;

/** Options of the SETOL numbers; shared by analyze and demo. */
final class SetolSettings {

    @Option(
            names = "--setol",
            description =
                    "Also SETOL's numbers: effective correlation space by power law and by unit determinant (ERG), "
                            + "phase of training with evidence, layer quality from free cumulants.")
    private boolean setol;

    @Option(
            names = "--ecs",
            paramLabel = "RULE",
            description =
                    "Which eigenvalues the quality is computed on: erg (determinant nearest to 1) or pl (from xmin "
                            + "on); default: erg.")
    private @Nullable String ecs;

    @Option(names = "--order", paramLabel = "K", description = "How many free cumulants, up to 64 (default: 64).")
    private @Nullable Integer order;

    @Option(
            names = "--moments",
            paramLabel = "HOW",
            description =
                    "mean: free probability's moments; trace: sums, as the paper's eq. 160 writes; default: mean.")
    private @Nullable String moments;

    @Option(
            names = "--ideal-alpha",
            paramLabel = "X",
            description = "How far alpha may be from 2 in an ideal layer (default: 0.1).")
    private @Nullable Double idealAlpha;

    @Option(
            names = "--ideal-delta",
            paramLabel = "X",
            description = "How far delta_lambda_min may be from 0 in an ideal layer (default: 0.05).")
    private @Nullable Double idealDelta;

    boolean isWanted() {
        return setol;
    }

    SetolOptions options() {
        boolean refined = ecs != null || order != null || moments != null || idealAlpha != null || idealDelta != null;
        if (refined && !setol) {
            throw new UsageException("--ecs, --order, --moments, --ideal-alpha and --ideal-delta need --setol");
        }
        SetolOptions defaults = SetolOptions.DEFAULTS;
        try {
            return new SetolOptions(
                    ecs == null ? defaults.rule() : rule(ecs),
                    moments == null ? defaults.moments() : convention(moments),
                    order == null ? defaults.order() : order,
                    idealAlpha == null ? defaults.alphaTolerance() : idealAlpha,
                    idealDelta == null ? defaults.deltaTolerance() : idealDelta);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--setol: " + e.getMessage());
        }
    }

    private static EcsRule rule(String label) {
        return EcsRule.of(label).orElseThrow(() -> new UsageException("--ecs: '" + label + "' is neither erg nor pl"));
    }

    private static MomentConvention convention(String label) {
        return switch (label) {
            case "mean" -> MomentConvention.MEAN;
            case "trace" -> MomentConvention.TRACE;
            default -> throw new UsageException("--moments: '" + label + "' is neither mean nor trace");
        };
    }
}
