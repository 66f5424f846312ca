/** The claims that the SETOL paper makes about its MLP3 (Fig 14-28), each set beside what came out. */
@NullMarked
package org.setol.laboratory.claims;

import org.jspecify.annotations.NullMarked;
