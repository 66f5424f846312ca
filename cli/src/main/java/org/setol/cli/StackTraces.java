package org.setol.cli;

import java.io.PrintWriter;
import org.setol.analysis.Progress;
import org.setol.analysis.report.LayerIdentity;
import picocli.CommandLine.Option;

/** {@code -v} of a command that has nothing else to tell but warnings. */
final class StackTraces {

    @Option(
            names = {"-v", "--verbose"},
            description = "Stack traces on errors.")
    private boolean wanted;

    boolean areWanted() {
        return wanted;
    }

    /** Tells warnings alone. */
    static Progress warnings(PrintWriter err) {
        return new Warnings(err);
    }

    private record Warnings(PrintWriter err) implements Progress {

        @Override
        public void warned(String warning) {
            err.println("setol: warning: " + OneLine.of(warning));
        }

        @Override
        public void started(String model, int layers, double cost) {}

        @Override
        public void finished(LayerIdentity layer, double cost) {}

        @Override
        public void ended() {}
    }
}
