package org.setol.analysis;

import java.util.Optional;

/** The version of this build, from the jar's manifest. */
public final class Version {

    /** E.g. {@code 0.1.0}; {@code development} when run from class folders. */
    public static final String CURRENT = Optional.ofNullable(
                    Version.class.getPackage().getImplementationVersion())
            .orElse("development");

    private Version() {}
}
