/** Reports as tables, CSV, JSON and NumPy files. */
@NullMarked
package org.setol.analysis.write;

import org.jspecify.annotations.NullMarked;
