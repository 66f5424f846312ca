package org.setol.spectra.freeprob;

/** What a moment of a spectrum is. */
public enum MomentConvention {
    /** m_k = (1/n) sum x^k: free probability's, and what Eqn 135 of the paper needs. The default. */
    MEAN,

    /**
     * m_k = sum x^k, as Eqn 160 writes. With m_0 = 1 in the recursion, as Eqn 162 has it, these are not the moments of a
     * distribution for n &gt; 1, and the cumulants neither add under free convolution nor are independent of shifts.
     */
    TRACE
}
