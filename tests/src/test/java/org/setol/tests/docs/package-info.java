/** What the documentation shows is what happens. */
@NullMarked
package org.setol.tests.docs;

import org.jspecify.annotations.NullMarked;
