package org.setol.spectra.backend;

/** What else is asked of a Gram matrix once its values are found and checked, before its memory is released. */
@FunctionalInterface
public interface Sequel {

    /** Asks nothing. */
    Sequel NONE = (result, sum) -> {};

    /** Called once, where there is a result. */
    void of(SpectrumResult result, GramSum sum);
}
