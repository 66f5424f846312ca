package org.setol.models.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NamePairsTest {

    private static List<LayerName> names(String... tensors) {
        return Stream.of(tensors).map(LayerName::of).toList();
    }

    private static List<Integer> partners(List<LayerName> left, List<LayerName> right) {
        NamePairs pairs = NamePairs.of(left, right);
        return IntStream.range(0, left.size())
                .mapToObj(l -> pairs.partner(l).orElse(-1))
                .toList();
    }

    @Test
    void equalNamesGoTogetherInAnyOrder() {
        assertThat(partners(names("a.weight", "b.weight", "c.weight"), names("c.weight", "a.weight", "b.weight")))
                .containsExactly(1, 2, 0);
    }

    @Test
    void theSameLayerOfOtherFormatsIsFound() {
        assertThat(partners(
                        names("encoder.layer.0.query.weight", "encoder.layer.1.query.weight"),
                        names("encoder/layer.1/query/kernel:0", "encoder/layer.0/query/kernel:0")))
                .containsExactly(1, 0);
        LayerName onnx = new LayerName("", "encoder.layer.0.query", "encoder.layer.0.query");
        assertThat(partners(List.of(onnx), names("encoder.layer.0.query.weight")))
                .containsExactly(0);
        LayerName named = new LayerName("w17", "w17", "encoder.layer.0.query");
        assertThat(partners(List.of(named), names("encoder.layer.0.query.weight")))
                .containsExactly(0);
        assertThat(partners(names("encoder.layer.0.query.weight"), List.of(named)))
                .containsExactly(0);
    }

    @Test
    void aPrefixOnEitherSideIsSeenThrough() {
        List<LayerName> bare = names("encoder.0.query.weight", "encoder.1.query.weight", "pooler.weight");
        List<LayerName> wrapped =
                names("bert.encoder.0.query.weight", "bert.encoder.1.query.weight", "bert.pooler.weight");

        assertThat(partners(bare, wrapped)).containsExactly(0, 1, 2);
        assertThat(partners(wrapped, bare)).containsExactly(0, 1, 2);
    }

    @Test
    void whatFitsSeveralIsNotGuessed() {
        NamePairs pairs = NamePairs.of(names("fc.weight", "head.weight"), names("a.fc.weight", "b.fc.weight", "x.y"));

        assertThat(pairs.partner(0)).isEmpty();
        assertThat(pairs.whyAlone(0, "B")).isEqualTo("fits several tensors of B");
        assertThat(pairs.partner(1)).isEmpty();
        assertThat(pairs.whyAlone(1, "B")).isEqualTo("not in B");
        // Nor when several on the left fit one on the right.
        NamePairs reverse = NamePairs.of(names("a.fc.weight", "b.fc.weight"), names("fc.weight"));
        assertThat(reverse.whyAlone(0, "B")).isEqualTo("fits several tensors of B");
        assertThat(reverse.partner(1)).isEmpty();
        assertThat(reverse.isTaken(0)).isFalse();
    }

    @Test
    void anExactNameIsNotTakenAwayByAnEnding() {
        assertThat(partners(names("fc.weight", "a.fc.weight"), names("a.fc.weight", "b.fc.weight")))
                .containsExactly(1, 0);
    }

    @Test
    void everyPairIsMutualWhateverTheNames() {
        Random random = new Random(7);
        for (int trial = 0; trial < 300; trial++) {
            List<LayerName> left = random(random);
            List<LayerName> right = random(random);
            NamePairs pairs = NamePairs.of(left, right);
            List<Integer> partners =
                    partners(left, right).stream().filter(r -> r >= 0).toList();
            assertThat(partners)
                    .doesNotHaveDuplicates()
                    .allSatisfy(r -> assertThat(pairs.isTaken(r)).isTrue());
            // Exchanging the sides changes nothing: no step prefers one.
            NamePairs exchanged = NamePairs.of(right, left);
            for (int l = 0; l < left.size(); l++) {
                int r = pairs.partner(l).orElse(-1);
                if (r >= 0) {
                    assertThat(exchanged.partner(r)).hasValue(l);
                }
            }
        }
    }

    private static List<LayerName> random(Random random) {
        List<String> names = new ArrayList<>();
        for (String prefix : List.of("", "m.", "n.m.")) {
            for (String name : List.of("a", "b", "0.a", "1.a", "0.b")) {
                names.add(prefix + name + ".weight");
            }
        }
        Collections.shuffle(names, random);
        return names(names.subList(0, 1 + random.nextInt(6)).toArray(String[]::new));
    }

    @Test
    void aGreatManyNamesOfOneEndingTakeLinearTime() {
        String[] many = IntStream.range(0, 50_000)
                .mapToObj(k -> "x" + k + ".dense.weight")
                .toArray(String[]::new);
        String[] others = IntStream.range(0, 50_000)
                .mapToObj(k -> "y" + k + ".dense.weight")
                .toArray(String[]::new);

        assertThat(partners(names(many), names(others))).containsOnly(-1);
    }
}
