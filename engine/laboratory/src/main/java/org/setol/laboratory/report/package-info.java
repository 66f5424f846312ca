/** Tables and figures of a laboratory as files. */
@NullMarked
package org.setol.laboratory.report;

import org.jspecify.annotations.NullMarked;
