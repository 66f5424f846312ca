package org.setol.models.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.setol.models.ModelException;

/** The unpickler's stack with its marks. Never deeper than the pickle has bytes. */
final class ValueStack {

    private final PickleCursor in;
    private final ArrayList<Pickled> values = new ArrayList<>();
    private int[] marks = new int[16];
    private int markCount;

    ValueStack(PickleCursor in) {
        this.in = in;
    }

    void push(Pickled value) {
        values.add(value);
    }

    Pickled pop() throws ModelException {
        requireOne();
        return values.removeLast();
    }

    Pickled peek() throws ModelException {
        requireOne();
        return values.getLast();
    }

    private void requireOne() throws ModelException {
        int floor = markCount == 0 ? 0 : marks[markCount - 1];
        if (values.size() <= floor) {
            throw in.malformed("the stack is empty");
        }
    }

    void mark() {
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, 2 * markCount);
        }
        marks[markCount++] = values.size();
    }

    /** Drops the top value, or the mark when nothing stands above it. */
    void drop() throws ModelException {
        if (markCount > 0 && marks[markCount - 1] == values.size()) {
            markCount--;
        } else {
            pop();
        }
    }

    /** Removes and returns everything above the last mark, and the mark. */
    List<Pickled> popToMark() throws ModelException {
        if (markCount == 0) {
            throw in.malformed("there is no mark on the stack");
        }
        List<Pickled> above = values.subList(marks[--markCount], values.size());
        List<Pickled> popped = new ArrayList<>(above);
        above.clear();
        return popped;
    }
}
