package org.setol.tests.cli;

import java.time.Duration;
import java.util.List;

/**
 * How a process ended.
 *
 * @param exitCode 128 + signal for a killed one
 * @param out all of stdout
 * @param err all of stderr
 * @param time from start to end
 */
record Outcome(int exitCode, String out, String err, Duration time) {

    List<String> errorLines() {
        return err.lines().toList();
    }
}
