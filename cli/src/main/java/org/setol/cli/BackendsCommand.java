package org.setol.cli;

import java.io.PrintWriter;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.setol.analysis.Setol;
import org.setol.spectra.backend.FlopReference;
import org.setol.spectra.kernels.Kernels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code setol backends}: what can compute spectra here, and how fast. */
@Command(
        name = "backends",
        description = "Every backend: available or why not, library, version, core, threads, measured GFLOP/s.")
final class BackendsCommand implements Callable<Integer>, Verbosity {

    @Option(names = "--no-probe", description = "Do not measure.")
    private boolean noProbe;

    @Mixin
    private final StackTraces traces = new StackTraces();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public boolean isVerbose() {
        return traces.areWanted();
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        BackendsTable table = new BackendsTable(!noProbe);
        // First: a backend may take its device with it.
        ServiceLoader.load(FlopReference.class).forEach(table::add);
        try (Setol setol = Setol.open()) {
            setol.backends().all().forEach(table::add);
        }
        table.write(out);
        out.println("\nkernels: " + Kernels.description());
        out.flush();
        return ExitCode.OK;
    }
}
