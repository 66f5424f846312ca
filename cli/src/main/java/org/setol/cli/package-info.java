/** The command line: parse, call, print. */
@NullMarked
package org.setol.cli;

import org.jspecify.annotations.NullMarked;
