package org.setol.laboratory.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.setol.laboratory.train.Recipe.Trained;

final class PlanTest {

    @Test
    void theWholeSweepIsThePapers() {
        List<Recipe> recipes = Plan.full().recipes();
        // Six rates by five seeds, five more batches by three seeds, one layer alone at two rates by three seeds.
        assertThat(recipes).hasSize(30 + 15 + 12).doesNotHaveDuplicates();
        assertThat(recipes.getFirst()).isEqualTo(new Recipe(0.32, 32, Trained.ALL, 1));
    }

    @Test
    void namesTellTheWholeRecipe() {
        for (Recipe recipe : Plan.full().recipes()) {
            assertThat(Recipe.parse(recipe.name())).contains(recipe);
        }
        Recipe small = new Recipe(1e-7, 1, Trained.FC2, -3);
        assertThat(Recipe.parse(small.name())).contains(small);
        for (String other : List.of("", "lost+found", "lr-bs32-all-seed1", "lr0-bs32-all-seed1", "lr1-bs0-all-seed1")) {
            assertThat(Recipe.parse(other)).as(other).isEmpty();
        }
    }

    @Test
    void rulesStopWhenNothingDropsAnyMore() {
        StopRule rule = StopRule.PAPER;
        assertThat(rule.isOver(List.of())).isFalse();
        assertThat(rule.isOver(List.of(1.0, 0.9, 0.89995, 0.9, 0.9))).isTrue();
        // The third epoch drops by more than delta below the best so far, if not below its neighbour.
        assertThat(rule.isOver(List.of(1.0, 0.9, 0.95, 0.8998, 0.9, 0.9))).isFalse();
        assertThat(rule.isOver(List.of(1.0, Double.NaN, Double.NaN, Double.NaN)))
                .isTrue();
        assertThat(rule.withCap(2).isOver(List.of(1.0, 0.5))).isTrue();
        // Small drops add up: each is measured from the last that counted.
        assertThat(rule.isOver(List.of(1.0, 0.99995, 0.9999, 0.99985, 0.9998))).isFalse();
    }

    @Test
    void orderIsAPermutationOfItsSeedAndEpoch() {
        int[] order = Shuffling.order(1000, 1, 5);
        assertThat(Shuffling.order(1000, 1, 5)).isEqualTo(order);
        assertThat(Shuffling.order(1000, 1, 6)).isNotEqualTo(order);
        assertThat(Shuffling.order(1000, 2, 5)).isNotEqualTo(order);
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        Arrays.setAll(order, k -> k);
        assertThat(sorted).isEqualTo(order);
    }

    @Test
    void recipesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Recipe(0, 1, Trained.ALL, 1)).hasMessageContaining("learning rate");
        assertThatThrownBy(() -> new Recipe(Double.NaN, 1, Trained.ALL, 1)).hasMessageContaining("learning rate");
        assertThatThrownBy(() -> new Recipe(1, 0, Trained.ALL, 1)).hasMessageContaining("batch");
    }
}
