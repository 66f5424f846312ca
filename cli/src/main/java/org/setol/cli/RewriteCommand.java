package org.setol.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.Setol;
import org.setol.analysis.report.RewriteReport;
import org.setol.analysis.rewrite.Rewriting;
import org.setol.analysis.rewrite.StoredAs;
import org.setol.analysis.write.RewriteFormat;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.MetricsOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What smooth, sharpen and truncate have in common: a model in, a model out, an account of it on stdout. */
abstract class RewriteCommand implements Callable<Integer>, Verbosity {

    @Parameters(
            paramLabel = "MODEL",
            converter = FileName.OfModel.class,
            description = "A model file, a folder in Hugging Face layout, or a sharded index .json.")
    @SuppressWarnings("NullAway.Init") // required, set by picocli before call()
    private Path model;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "TARGET",
            converter = FileName.OfNewModel.class,
            description =
                    "The new model: NAME.safetensors, or a new folder, which also gets a model folder's other files"
                            + " (config, tokenizer). Appears whole or not at all.")
    @SuppressWarnings("NullAway.Init") // required, set by picocli before call()
    private Path output;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            converter = TypeConverter.class,
            completionCandidates = TypeConverter.class,
            defaultValue = "keep",
            description = "How changed layers are stored: keep (their own type) or float32 (all that is stored in fewer"
                    + " bits; rounding to those brings back noise of 1e-3; default: keep).")
    private StoredAs storage = StoredAs.KEEP;

    @Mixin
    private final Whose whose = new Whose();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = FormatConverter.class,
            defaultValue = "table",
            description = "Of the account on stdout: table, csv or json (default: table).")
    private RewriteFormat format = RewriteFormat.TABLE;

    @Mixin
    private final Resources resources = new Resources();

    @Mixin
    private final LayerSelection layers = new LayerSelection();

    @Mixin
    private final Talk talk = new Talk();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    /** For picocli. */
    static final class TypeConverter extends OneOf<StoredAs> {
        TypeConverter() {
            super(StoredAs.values(), StoredAs::label);
        }
    }

    /** For picocli. */
    static final class FormatConverter extends OneOf<RewriteFormat> {
        FormatConverter() {
            super(RewriteFormat.values(), RewriteFormat::label);
        }
    }

    /** What is to be done, from the command's own options. */
    abstract Rewriting rewriting(MetricsMode chosen);

    /** Of what is random. */
    long seed() {
        return MetricsOptions.DEFAULT_SEED;
    }

    @Override
    public boolean isVerbose() {
        return talk.isVerbose();
    }

    @Override
    public Integer call() throws Exception {
        Rewriting rewriting = rewriting(whose.mode());
        if (!layers.rules().pool()) {
            throw new UsageException(
                    rewriting.command() + ": --no-pool does not apply; a convolution is changed as a whole");
        }
        try (Setol setol = Setol.open(options())) {
            RewriteReport report = setol.rewrite(
                    model,
                    output,
                    rewriting,
                    storage,
                    talk.progress(spec.commandLine().getErr()));
            account(report);
            talk.peak(spec.commandLine().getErr());
        }
        return ExitCode.OK;
    }

    private void account(RewriteReport report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        format.write(report, out);
        out.flush();
        if (report.changed() == 0) {
            talk.warn(
                    report.output() + ": no layer was changed",
                    spec.commandLine().getErr());
        }
    }

    private AnalysisOptions options() {
        AnalysisOptions options = AnalysisOptions.defaults()
                .withRules(layers.rules())
                .withMetrics(MetricsOptions.BASE.withMode(whose.mode()).withSeed(seed()));
        return resources.limit(options);
    }
}
