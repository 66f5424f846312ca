/** HDF5 files, as Keras 2 writes models and as Keras 3 writes the weights inside its archives; read by jHDF. */
@NullMarked
package org.setol.models.hdf5;

import org.jspecify.annotations.NullMarked;
