/**
 * Singular values on NVIDIA devices: cuBLAS and cuSOLVER of an installed CUDA 13, through JavaCPP.
 *
 * <p>No class of JavaCPP is touched before {@link org.setol.bindings.cuda.CudaProbe} has found every library and every
 * function in it: a call to a function that the installed CUDA lacks ends the whole JVM.
 */
@NullMarked
package org.setol.bindings.cuda;

import org.jspecify.annotations.NullMarked;
