package org.setol.spectra.directions;

/** What a rule says of one layer. */
public sealed interface Cut {

    /**
     * The largest stay.
     *
     * @param count at least 1 and less than all
     */
    record KeepTop(int count) implements Cut {}

    /**
     * The largest go.
     *
     * @param count at least 1 and less than all
     */
    record DropTop(int count) implements Cut {}

    /**
     * Nothing is done.
     *
     * @param reason why, in a line
     */
    record Untouched(String reason) implements Cut {}

    /** Of this many largest, out of n, kept when positive and dropped when negative; a cut that would change nothing or leave nothing is none. */
    static Cut ofTop(long count, int n) {
        if (count == 0) {
            return new Untouched("the rule names no direction");
        }
        if (count >= n) {
            return new Untouched("all " + n + " directions would be kept");
        }
        if (-count >= n) {
            return new Untouched("nothing would be left of " + n + " directions");
        }
        return count > 0 ? new KeepTop((int) count) : new DropTop((int) -count);
    }
}
