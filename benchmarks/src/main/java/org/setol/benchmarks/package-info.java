/** One JMH class per question, and the peers they are compared with. */
@NullMarked
package org.setol.benchmarks;

import org.jspecify.annotations.NullMarked;
