/** What runs have found: the whole of it as one table, and statistics over seeds. */
@NullMarked
package org.setol.laboratory.results;

import org.jspecify.annotations.NullMarked;
