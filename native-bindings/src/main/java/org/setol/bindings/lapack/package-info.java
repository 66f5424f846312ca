/** Singular values by LAPACK: OpenBLAS through JavaCPP, on matrices where they lie. */
@NullMarked
package org.setol.bindings.lapack;

import org.jspecify.annotations.NullMarked;
