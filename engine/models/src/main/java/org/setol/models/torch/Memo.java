package org.setol.models.torch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.setol.models.ModelException;

/** Values that a pickle refers to by number. A number is at most the pickle's length: writers count from 0. */
final class Memo {

    private final PickleCursor in;
    private @Nullable Pickled[] values = new Pickled[64];
    private int count;

    Memo(PickleCursor in) {
        this.in = in;
    }

    /** Stores under the next number, as {@code MEMOIZE} does. */
    void add(Pickled value) throws ModelException {
        put(count, value);
    }

    void put(long index, Pickled value) throws ModelException {
        if (index >= in.size() || index >= Integer.MAX_VALUE - 16) {
            throw in.malformed("memo " + index + " in a pickle of " + in.size() + " bytes");
        }
        int at = (int) index;
        if (at >= values.length) {
            long grown = Math.min(Math.max(2L * values.length, at + 1L), Math.max(in.size(), at + 1L));
            values = Arrays.copyOf(values, (int) Math.min(grown, Integer.MAX_VALUE - 16));
        }
        if (values[at] == null) {
            count++;
        }
        values[at] = value;
    }

    Pickled get(long index) throws ModelException {
        Pickled value = index < values.length ? values[(int) index] : null;
        if (value == null) {
            throw in.malformed("memo " + index + " is read before it is written");
        }
        return value;
    }
}
