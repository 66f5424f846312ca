package org.setol.laboratory.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The checkpoints of a run, one file an epoch. The latest always stay: a run goes on from the last, and of a finished run
 * the best is among them.
 *
 * @param folder of the run
 * @param every each so many-th epoch stays too; 1 for all
 * @param latest how many of the latest stay
 */
record Checkpoints(Path folder, int every, int latest) {

    Path of(int epoch) {
        return Run.checkpoint(folder, epoch);
    }

    /** The last epoch up to {@code epoch} that has one, 0 when none has. */
    int lastUpTo(int epoch) {
        int last = epoch;
        while (last > 0 && !Files.isRegularFile(of(last))) {
            last--;
        }
        return last;
    }

    /** Deletes the one that need not stay now that {@code epoch} is there. */
    void prune(int epoch) throws IOException {
        int old = epoch - latest;
        if (old > 0 && old % every != 0) {
            Files.deleteIfExists(of(old));
        }
    }
}
