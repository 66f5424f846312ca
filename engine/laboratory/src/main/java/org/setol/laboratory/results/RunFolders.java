package org.setol.laboratory.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.setol.laboratory.journal.Journal;
import org.setol.laboratory.train.Recipe;
import org.setol.laboratory.train.Run;
import org.setol.laboratory.train.StopRule;
import org.setol.models.ModelException;

/**
 * The folder that a laboratory works in: {@code runs/NAME/} with a journal and checkpoints for each run.
 *
 * @param folder what the user named
 */
public record RunFolders(Path folder) {

    private static final Comparator<RunResult> ORDER = Comparator.comparing(
                    (RunResult run) -> run.recipe().trained())
            .thenComparingInt(run -> -run.recipe().batch())
            .thenComparingDouble(run -> run.recipe().rate())
            .thenComparingLong(run -> run.recipe().seed());

    /** Where a run keeps its things. */
    public Path of(Recipe recipe) {
        return folder.resolve("runs").resolve(recipe.name());
    }

    /** The checkpoint of a run's epoch, if it was kept. */
    public Optional<Path> checkpoint(Recipe recipe, int epoch) {
        Path file = Run.checkpoint(of(recipe), epoch);
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    /**
     * All runs that are over, in a fixed order: those of the folder's journals, and from a {@link ResultTable} in it those
     * that have no journal here, so that published results can be added to. What is still under way would be taken for
     * its end, and is left out.
     *
     * @param stop tells which are over
     */
    public List<RunResult> results(StopRule stop) throws IOException, ModelException {
        List<RunResult> results = new ArrayList<>();
        Set<Recipe> begun = new HashSet<>();
        for (Path run : runs()) {
            Optional<Recipe> recipe = Recipe.parse(String.valueOf(run.getFileName()));
            Journal journal = Journal.open(run.resolve("epochs.jsonl"));
            recipe.ifPresent(begun::add);
            if (recipe.isPresent() && stop.isOver(journal.losses())) {
                results.add(new RunResult(recipe.get(), journal.records()));
            }
        }
        for (RunResult known : published()) {
            if (!begun.contains(known.recipe())) {
                results.add(known);
            }
        }
        results.sort(ORDER);
        return List.copyOf(results);
    }

    private List<RunResult> published() throws IOException, ModelException {
        Path table = folder.resolve(ResultTable.FILE);
        return Files.isRegularFile(table) ? ResultTable.read(table) : List.of();
    }

    private List<Path> runs() throws IOException {
        Path runs = folder.resolve("runs");
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(runs)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }
}
