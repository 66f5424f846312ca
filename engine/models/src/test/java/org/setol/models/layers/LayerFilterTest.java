package org.setol.models.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LayerFilterTest {

    private static final List<String> NAMES =
            List.of("h.0.attn", "h.0.mlp", "h.1.attn", "h.1.mlp", "h.10.attn", "head");

    /** Patterns, and the ids of the layers above that they keep. */
    @ParameterizedTest
    @CsvSource({
        "'', 0 1 2 3 4 5",
        "*attn, 0 2 4",
        "h.1.*, 2 3",
        "h.?.mlp, 1 3",
        "h*n, 0 2 4",
        "*, 0 1 2 3 4 5",
        "**d*, 5",
        "h.0.attn head, 0 5",
        "3, 3",
        "1-3, 1 2 3",
        "0 5, 0 5",
        "!head, 0 1 2 3 4",
        "!*attn !head, 1 3",
        "h.* !3, 0 1 2 4",
        "!0-4 *, 5",
        "attn, ''",
        "HEAD, ''"
    })
    void keepsWhatSomePatternIncludesAndNoneExcludes(String patterns, String kept) {
        LayerFilter filter = LayerFilter.parse(patterns.isEmpty() ? List.of() : List.of(patterns.split(" ", -1)));

        List<String> ids = IntStream.range(0, NAMES.size())
                .filter(id -> filter.wants(id, NAMES.get(id), NAMES.get(id), NAMES.get(id)))
                .mapToObj(Integer::toString)
                .toList();

        assertThat(String.join(" ", ids)).isEqualTo(kept);
    }

    @Test
    void looksAtNameLongNameAndTensorName() {
        LayerFilter path = LayerFilter.parse(List.of("/encoder/*"));
        LayerFilter full = LayerFilter.parse(List.of("fc.weight"));

        assertThat(path.wants(0, "fc", "/encoder/fc/MatMul", "fc.weight")).isTrue();
        assertThat(full.wants(0, "fc", "/encoder/fc/MatMul", "fc.weight")).isTrue();
    }

    @Test
    void isNotSlowOnManyStars() {
        LayerFilter filter = LayerFilter.parse(List.of("*a".repeat(200) + "b"));

        assertThat(filter.wants(0, "a".repeat(5_000), "", "")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "7-3"})
    void refusesPatternsThatCannotBeMeant(String pattern) {
        assertThatThrownBy(() -> LayerFilter.parse(List.of(pattern))).isInstanceOf(IllegalArgumentException.class);
    }
}
