/** What an analysis found, as immutable records. */
@NullMarked
package org.setol.analysis.report;

import org.jspecify.annotations.NullMarked;
