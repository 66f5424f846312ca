package org.setol.models.gguf;

import java.util.Map;
import java.util.Optional;
import org.setol.spectra.matrix.ElementType;

/**
 * Types of tensors by their number, {@code ggml_type} in ggml's ggml.h: plain numbers are mapped, blocks of quantised ones are
 * not.
 */
final class GgufType {

    private static final Map<Long, ElementType> PLAIN = Map.of(
            0L, ElementType.FLOAT32,
            1L, ElementType.FLOAT16,
            24L, ElementType.INT8,
            25L, ElementType.INT16,
            26L, ElementType.INT32,
            27L, ElementType.INT64,
            28L, ElementType.FLOAT64,
            30L, ElementType.BFLOAT16);

    private static final Map<Long, String> QUANTISED = Map.ofEntries(
            Map.entry(2L, "Q4_0"),
            Map.entry(3L, "Q4_1"),
            Map.entry(6L, "Q5_0"),
            Map.entry(7L, "Q5_1"),
            Map.entry(8L, "Q8_0"),
            Map.entry(9L, "Q8_1"),
            Map.entry(10L, "Q2_K"),
            Map.entry(11L, "Q3_K"),
            Map.entry(12L, "Q4_K"),
            Map.entry(13L, "Q5_K"),
            Map.entry(14L, "Q6_K"),
            Map.entry(15L, "Q8_K"),
            Map.entry(16L, "IQ2_XXS"),
            Map.entry(17L, "IQ2_XS"),
            Map.entry(18L, "IQ3_XXS"),
            Map.entry(19L, "IQ1_S"),
            Map.entry(20L, "IQ4_NL"),
            Map.entry(21L, "IQ3_S"),
            Map.entry(22L, "IQ2_S"),
            Map.entry(23L, "IQ4_XS"),
            Map.entry(29L, "IQ1_M"),
            Map.entry(34L, "TQ1_0"),
            Map.entry(35L, "TQ2_0"),
            Map.entry(39L, "MXFP4"));

    private GgufType() {}

    /** How the numbers are stored, where each stands for itself. */
    static Optional<ElementType> plain(long number) {
        return Optional.ofNullable(PLAIN.get(number));
    }

    /** What users call it. */
    static String label(long number) {
        return QUANTISED.getOrDefault(number, "type " + number);
    }
}
