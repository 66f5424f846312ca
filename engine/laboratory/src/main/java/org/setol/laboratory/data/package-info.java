/** MNIST from its four idx files. */
@NullMarked
package org.setol.laboratory.data;

import org.jspecify.annotations.NullMarked;
