package org.setol.models.layers;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.setol.models.Tensor;
import org.setol.models.layers.KernelSlices.Axes;

/**
 * Decides from shape, name and operator which axes of a floating tensor span its matrices.
 *
 * <p>2-D: the matrix itself. 4-D: (out, in, kh, kw), or (kh, kw, in, out) when the first two axes are together shorter
 * than the last two. 3-D: a convolution (out, in, k), when its operator or name says so, with one slice per kernel
 * position; without such a hint only (out, in, 1) and (1, in, out), which are one matrix. The slices of a 1-D convolution
 * are pooled like those of a 2-D one, but the factor 1/2 that WeightWatcher puts on pooled 2-D convolutions is not theirs.
 */
final class TensorAxes {

    private static final Pattern WORD_BREAK = Pattern.compile("[^a-z]+");
    private static final Pattern NAME_BREAK = Pattern.compile("[./:]+");

    /** Parts of a name that hold no meaning of their own: {@code weight}, Paddle's {@code w_0}, Keras' {@code vars/0}. */
    private static final Pattern PARAMETER = Pattern.compile("weight|kernel|vars|w_\\d+|\\d+|weight_[vg]|w");

    /** Words for a table beside those that begin with "embed": GPT-2's, RWKV's. */
    private static final Set<String> TABLES = Set.of("wte", "wpe", "emb");

    /** What T5 and BART call the table that encoder and decoder share. */
    private static final String SHARED_TABLE = "shared";

    /** A linear map that has "embed" in its name: {@code embedding_hidden_mapping_in}, {@code embed_out}. */
    private static final Set<String> MAPS = Set.of("proj", "projection", "out", "mapping", "linear", "fc", "dense");

    private TensorAxes() {}

    /** Empty when the tensor holds no matrices. Its axes must not be empty. */
    static Optional<Axes> of(Tensor tensor) {
        return switch (tensor.order()) {
            case 2 -> Optional.of(new Axes(flatType(tensor), 0, 1));
            case 3 -> ofThree(tensor);
            case 4 -> Optional.of(ofFour(tensor));
            default -> Optional.empty();
        };
    }

    private static LayerType flatType(Tensor tensor) {
        if (isEmbedding(tensor)) {
            return LayerType.EMBEDDING;
        }
        return lower(tensor.name()).contains("conv1d") ? LayerType.CONV1D : LayerType.DENSE;
    }

    private static Optional<Axes> ofThree(Tensor tensor) {
        boolean convOperator = tensor.operator().startsWith("Conv");
        if (convOperator || lower(tensor.name()).contains("conv")) {
            // TensorFlow has the kernel first; a kernel is shorter than the number of channels.
            boolean kernelLast = convOperator || tensor.dim(0) >= tensor.dim(2);
            return Optional.of(kernelLast ? new Axes(LayerType.CONV1D, 0, 1, 2) : new Axes(LayerType.CONV1D, 1, 2, 0));
        }
        LayerType type = isEmbedding(tensor) ? LayerType.EMBEDDING : LayerType.CONV1D;
        if (tensor.dim(2) == 1) {
            return Optional.of(new Axes(type, 0, 1, 2));
        }
        return tensor.dim(0) == 1 ? Optional.of(new Axes(type, 1, 2, 0)) : Optional.empty();
    }

    private static Axes ofFour(Tensor tensor) {
        boolean channelsFirst = tensor.dim(0) + tensor.dim(1) >= tensor.dim(2) + tensor.dim(3);
        return channelsFirst ? new Axes(LayerType.CONV2D, 0, 1, 2, 3) : new Axes(LayerType.CONV2D, 2, 3, 0, 1);
    }

    /** True when a Gather reads the tensor, or the last telling part of its name is that of a table. */
    private static boolean isEmbedding(Tensor tensor) {
        if (tensor.operator().equals("Gather")) {
            return true;
        }
        String part = tellingPart(tensor.name());
        boolean table = part.equals(SHARED_TABLE);
        for (String word : WORD_BREAK.split(part, -1)) {
            if (MAPS.contains(word)) {
                return false;
            }
            table |= word.startsWith("embed") || TABLES.contains(word);
        }
        return table;
    }

    /** {@code word_embeddings} of {@code bert.embeddings.word_embeddings.weight}. */
    private static String tellingPart(String name) {
        String[] parts = NAME_BREAK.split(lower(name), -1);
        int last = parts.length - 1;
        while (last > 0 && PARAMETER.matcher(parts[last]).matches()) {
            last--;
        }
        return last < 0 ? "" : parts[last];
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
