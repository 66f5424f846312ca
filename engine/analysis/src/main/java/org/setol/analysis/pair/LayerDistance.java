package org.setol.analysis.pair;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.setol.analysis.report.LayerIdentity;

/**
 * One row: a layer of A and its partner in B.
 *
 * @param left the layer of A; empty for one that B alone has
 * @param right the layer of B; empty for one that A alone has
 * @param transposed whether B's matrices were transposed to lie like A's
 * @param weights delta_W
 * @param relative delta_W in units of the same norm of A's weights; of distances, not of alikeness
 * @param bias delta_b, ||a - b||_2; where both have a bias of one length, with {@link DistanceMethod#RAW}
 * @param biasLength its length
 * @param reason why numbers are missing; empty when none are
 */
public record LayerDistance(
        Optional<LayerIdentity> left,
        Optional<LayerIdentity> right,
        boolean transposed,
        OptionalDouble weights,
        OptionalDouble relative,
        OptionalDouble bias,
        OptionalLong biasLength,
        String reason) {

    /** A layer without a comparable partner. */
    static LayerDistance missing(Optional<LayerIdentity> left, Optional<LayerIdentity> right, String reason) {
        return new LayerDistance(
                left,
                right,
                false,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                reason);
    }

    LayerDistance withBias(double delta, long length) {
        return new LayerDistance(
                left, right, transposed, weights, relative, OptionalDouble.of(delta), OptionalLong.of(length), reason);
    }
}
