package org.setol.models.lora;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.setol.models.ModelException;
import org.setol.models.Tensor;
import org.setol.models.layers.LayerType;
import org.setol.spectra.source.LowRankProduct;
import org.setol.spectra.source.StridedView;

/** What an adapter adds to the weights of one module. */
sealed interface Update {

    /**
     * {@code scale * B * A}, one product for each kernel position of a convolution, in the order in which the base keeps
     * rows and columns if it is PyTorch's.
     */
    record Products(LayerType type, List<LowRankProduct> slices) implements Update {

        public Products {
            slices = List.copyOf(slices);
        }

        /** Rows and columns of each. */
        String shape() {
            return slices.getFirst().rows() + "x" + slices.getFirst().cols()
                    + (slices.size() == 1 ? "" : " at " + slices.size() + " kernel positions");
        }

        /** Singular values of one slice that can differ from zero. */
        int rank() {
            LowRankProduct product = slices.getFirst();
            return Math.min(product.rank(), Math.min(product.rows(), product.cols()));
        }
    }

    /** None that is known here, and why. */
    record Unknown(String reason) implements Update {}

    /** Of a module; reads its factors once, to see that they are numbers. */
    static Update of(LoraModule module, AdapterConfig config) throws ModelException {
        Optional<String> problem = config.variant()
                .or(() -> module.a().isEmpty() ? Optional.of("lora_A is missing") : Optional.empty())
                .or(() -> module.b().isEmpty() ? Optional.of("lora_B is missing") : Optional.empty());
        if (problem.isPresent()) {
            return new Unknown(problem.get());
        }
        Tensor a = module.a().orElseThrow();
        Tensor b = module.b().orElseThrow();
        problem =
                Factors.whyNot(a, b).or(() -> Factors.nonFinite("lora_A", a)).or(() -> Factors.nonFinite("lora_B", b));
        int rank = config.rank(module.name());
        if (problem.isEmpty() && a.dim(0) != rank) {
            problem = Optional.of("adapter_config.json says r = " + rank + ", lora_A has " + a.dim(0) + " rows");
        }
        return problem.isPresent() ? new Unknown(problem.get()) : products(module, a, b, config);
    }

    private static Update products(LoraModule module, Tensor a, Tensor b, AdapterConfig config) throws ModelException {
        double scale = config.scale(module.name());
        StridedView left = Factors.slices(b).getFirst();
        boolean transposed = module.embedding() || (config.fanInFanOut() && a.order() == 2);
        List<LowRankProduct> products = new ArrayList<>();
        for (StridedView right : Factors.slices(a)) {
            LowRankProduct product = new LowRankProduct(left, right, scale);
            products.add(transposed ? product.transpose() : product);
        }
        return new Products(type(module, a), products);
    }

    private static LayerType type(LoraModule module, Tensor a) {
        return switch (a.order()) {
            case 3 -> LayerType.CONV1D;
            case 4 -> LayerType.CONV2D;
            default -> module.embedding() ? LayerType.EMBEDDING : LayerType.DENSE;
        };
    }
}
