package org.setol.cli;

import org.setol.analysis.Version;
import picocli.CommandLine.IVersionProvider;

/** {@code setol 0.1.0 (Java 25.0.3)}. */
final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"setol " + Version.CURRENT + " (Java " + System.getProperty("java.version") + ")"};
    }
}
