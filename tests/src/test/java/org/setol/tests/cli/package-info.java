/** The command line as a process: what scripts can rely on. */
@NullMarked
package org.setol.tests.cli;

import org.jspecify.annotations.NullMarked;
