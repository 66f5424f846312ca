package org.setol.laboratory.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.setol.laboratory.claims.Claim;
import org.setol.laboratory.claims.Claims;
import org.setol.laboratory.figures.Figure;
import org.setol.laboratory.figures.Figures;
import org.setol.laboratory.figures.SpectraFigures;
import org.setol.laboratory.results.Experiment;
import org.setol.laboratory.results.ResultTable;
import org.setol.laboratory.results.RunFolders;
import org.setol.laboratory.results.RunResult;
import org.setol.laboratory.results.Spectra;
import org.setol.laboratory.results.SpectraTable;
import org.setol.laboratory.results.Weights;
import org.setol.laboratory.train.Recipe.Trained;
import org.setol.laboratory.train.StopRule;
import org.setol.models.ModelException;
import org.setol.models.output.OutputFile;

/**
 * What a laboratory has found: {@code epochs.csv} and {@code spectra.csv}, from which all the rest follows,
 * {@code claims.md}, and the figures as SVG.
 *
 * @param runs all runs
 * @param spectra of FC1 for Fig 20 and 25
 * @param claims judged by the runs
 */
public record Report(List<RunResult> runs, List<Spectra> spectra, List<Claim> claims) {

    /** Rates whose spectra the paper shows. */
    private static final List<Double> SHOWN = List.of(8.0, 16.0, 32.0);

    /**
     * Of what a folder holds: its runs, and those that only the tables of an earlier report there tell of.
     *
     * @param stop tells which runs are over; others are left out
     * @param weights which epoch of a run is its result
     */
    public static Report of(RunFolders folders, StopRule stop, Weights weights) throws IOException, ModelException {
        List<RunResult> found = folders.results(stop);
        List<RunResult> runs = ResultTable.rounded(found).stream()
                .map(run -> run.with(weights))
                .toList();
        return new Report(runs, SpectraTable.rounded(spectra(folders, runs)), Claims.of(runs));
    }

    private static List<Spectra> spectra(RunFolders folders, List<RunResult> runs) throws IOException, ModelException {
        List<Spectra> spectra = new ArrayList<>();
        Experiment rates = Experiment.learningRate(runs, Trained.ALL);
        for (double strength : SHOWN) {
            for (RunResult run : rates.runsAt(strength)) {
                Optional<Path> checkpoint =
                        folders.checkpoint(run.recipe(), run.end().epoch());
                if (checkpoint.isPresent()) {
                    spectra.add(Spectra.of(run.recipe(), checkpoint.get()));
                    break;
                }
            }
        }
        Path table = folders.folder().resolve(SpectraTable.FILE);
        return spectra.isEmpty() && Files.isRegularFile(table) ? SpectraTable.read(table) : List.copyOf(spectra);
    }

    /** Those that have something to show. */
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(Figures.of(runs));
        figures.addAll(SpectraFigures.of(spectra, runs));
        return figures;
    }

    /** Writes everything into a folder, which is made when it is not there. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve(ResultTable.FILE), ResultTable.write(runs));
        write(folder.resolve(SpectraTable.FILE), SpectraTable.write(spectra));
        write(folder.resolve("claims.md"), ClaimsTable.markdown(claims));
        for (Figure figure : figures()) {
            write(folder.resolve(figure.name() + ".svg"), figure.svg());
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (OutputFile output = OutputFile.open(file)) {
            output.stream().write(text.getBytes(StandardCharsets.UTF_8));
            output.commit();
        }
    }
}
