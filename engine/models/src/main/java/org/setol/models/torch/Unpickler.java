package org.setol.models.torch;

import java.util.List;
import org.setol.models.ModelException;
import org.setol.models.torch.Pickled.Atom;
import org.setol.models.torch.Pickled.Dict;
import org.setol.models.torch.Pickled.Global;
import org.setol.models.torch.Pickled.Int;
import org.setol.models.torch.Pickled.Opaque;
import org.setol.models.torch.Pickled.Sequence;
import org.setol.models.torch.Pickled.Text;
import org.setol.models.torch.Pickled.Tuple;

/**
 * A pickle machine that cannot do anything: it builds {@link Pickled} values and calls nothing. Names of code that can
 * run programs, open files or reach the network end the reading as soon as they appear, whether the pickle would call
 * them or not.
 *
 * <p>Cost: linear in the pickle; heap a small multiple of it.
 *
 * <p>Source: CPython, Lib/pickle.py and Lib/pickletools.py; torch/csrc/jit/serialization/pickler.cpp.
 */
final class Unpickler {

    private static final Atom BYTES = new Atom("bytes");
    private static final Atom FLOAT = new Atom("float");
    private static final Atom BOOL = new Atom("bool");

    private final PickleCursor in;
    private final ValueStack stack;
    private final Memo memo;
    private final Rebuilder rebuilder;

    Unpickler(PickleCursor in) {
        this.in = in;
        this.stack = new ValueStack(in);
        this.memo = new Memo(in);
        this.rebuilder = new Rebuilder(in);
    }

    /** Runs to the STOP and returns the root. */
    Pickled load() throws ModelException {
        while (true) {
            int opcode = in.u8();
            if (opcode == Opcode.STOP) {
                return stack.pop();
            }
            if (!atom(opcode) && !container(opcode) && !bookkeeping(opcode) && !object(opcode)) {
                throw new ModelException.Unsupported(
                        in.file(),
                        in.where() + "pickle opcode 0x" + Integer.toHexString(opcode) + " is not read",
                        "save the checkpoint again with torch.save");
            }
        }
    }

    private boolean atom(int opcode) throws ModelException {
        switch (opcode) {
            case Opcode.NONE -> stack.push(Pickled.NONE);
            case Opcode.NEWTRUE, Opcode.NEWFALSE -> stack.push(BOOL);
            case Opcode.BININT -> stack.push(new Int(in.i32()));
            case Opcode.BININT1 -> stack.push(new Int(in.u8()));
            case Opcode.BININT2 -> stack.push(new Int(in.u16()));
            case Opcode.LONG1 -> stack.push(in.integer(in.u8()));
            case Opcode.LONG4 -> stack.push(in.integer(in.i32()));
            case Opcode.BINFLOAT -> bytes(8, FLOAT);
            case Opcode.SHORT_BINSTRING, Opcode.SHORT_BINUNICODE -> stack.push(new Text(in.text(in.u8())));
            case Opcode.BINSTRING -> stack.push(new Text(in.text(in.i32())));
            case Opcode.BINUNICODE -> stack.push(new Text(in.text(in.u32())));
            case Opcode.BINUNICODE8 -> stack.push(new Text(in.text(in.i64())));
            case Opcode.SHORT_BINBYTES -> bytes(in.u8(), BYTES);
            case Opcode.BINBYTES -> bytes(in.u32(), BYTES);
            case Opcode.BINBYTES8, Opcode.BYTEARRAY8 -> bytes(in.i64(), BYTES);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Bytes are passed over, not copied: no tensor is kept in them. */
    private void bytes(long length, Atom kind) throws ModelException {
        in.skip(length);
        stack.push(kind);
    }

    private boolean container(int opcode) throws ModelException {
        switch (opcode) {
            case Opcode.EMPTY_TUPLE -> stack.push(Tuple.EMPTY);
            case Opcode.TUPLE1 -> stack.push(new Tuple(List.of(stack.pop())));
            case Opcode.TUPLE2 -> {
                Pickled second = stack.pop();
                stack.push(new Tuple(List.of(stack.pop(), second)));
            }
            case Opcode.TUPLE3 -> {
                Pickled third = stack.pop();
                Pickled second = stack.pop();
                stack.push(new Tuple(List.of(stack.pop(), second, third)));
            }
            case Opcode.TUPLE -> stack.push(new Tuple(stack.popToMark()));
            case Opcode.EMPTY_LIST, Opcode.EMPTY_SET -> stack.push(new Sequence());
            case Opcode.EMPTY_DICT -> stack.push(new Dict());
            case Opcode.LIST, Opcode.FROZENSET -> {
                List<Pickled> items = stack.popToMark();
                stack.push(new Sequence());
                append(items);
            }
            case Opcode.DICT -> {
                List<Pickled> items = stack.popToMark();
                stack.push(new Dict());
                setItems(items);
            }
            case Opcode.APPEND -> append(List.of(stack.pop()));
            case Opcode.APPENDS, Opcode.ADDITEMS -> append(stack.popToMark());
            case Opcode.SETITEM -> {
                Pickled value = stack.pop();
                setItems(List.of(stack.pop(), value));
            }
            case Opcode.SETITEMS -> setItems(stack.popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void append(List<Pickled> items) throws ModelException {
        switch (stack.peek()) {
            case Sequence list -> items.forEach(list::add);
            case Opaque object -> items.forEach(object.elements::add);
            default -> throw in.malformed("items are appended to something that is no list");
        }
    }

    private void setItems(List<Pickled> items) throws ModelException {
        if (items.size() % 2 != 0) {
            throw in.malformed("a dictionary key without a value");
        }
        Dict target = switch (stack.peek()) {
            case Dict dict -> dict;
            case Opaque object -> object.items;
            default -> throw in.malformed("items are set in something that is no dictionary");
        };
        for (int k = 0; k < items.size(); k += 2) {
            target.put(items.get(k), items.get(k + 1));
        }
    }

    private boolean bookkeeping(int opcode) throws ModelException {
        switch (opcode) {
            case Opcode.PROTO -> protocol(in.u8());
            case Opcode.FRAME -> in.expect(in.i64());
            case Opcode.MARK -> stack.mark();
            case Opcode.POP -> stack.drop();
            case Opcode.POP_MARK -> stack.popToMark();
            case Opcode.DUP -> stack.push(stack.peek());
            case Opcode.BINPUT -> memo.put(in.u8(), stack.peek());
            case Opcode.LONG_BINPUT -> memo.put(in.u32(), stack.peek());
            case Opcode.MEMOIZE -> memo.add(stack.peek());
            case Opcode.BINGET -> stack.push(memo.get(in.u8()));
            case Opcode.LONG_BINGET -> stack.push(memo.get(in.u32()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void protocol(int version) throws ModelException {
        if (version > 5) {
            throw new ModelException.Unsupported(
                    in.file(), in.where() + "pickle protocol " + version, "save it with protocol 2, torch's default");
        }
    }

    private boolean object(int opcode) throws ModelException {
        switch (opcode) {
            case Opcode.GLOBAL -> stack.push(global(in.line(), in.line()));
            case Opcode.STACK_GLOBAL -> {
                String name = text(stack.pop());
                stack.push(global(text(stack.pop()), name));
            }
            case Opcode.INST -> {
                Global type = global(in.line(), in.line());
                stack.push(rebuilder.call(type, stack.popToMark()));
            }
            case Opcode.OBJ -> {
                List<Pickled> items = stack.popToMark();
                if (items.isEmpty()) {
                    throw in.malformed("an object without a class");
                }
                stack.push(rebuilder.call(items.getFirst(), items.subList(1, items.size())));
            }
            case Opcode.REDUCE, Opcode.NEWOBJ -> {
                List<Pickled> arguments = arguments(stack.pop());
                stack.push(rebuilder.call(stack.pop(), arguments));
            }
            case Opcode.NEWOBJ_EX -> {
                stack.pop();
                List<Pickled> arguments = arguments(stack.pop());
                stack.push(rebuilder.call(stack.pop(), arguments));
            }
            case Opcode.BUILD -> build(stack.pop());
            case Opcode.BINPERSID -> stack.push(rebuilder.persistent(stack.pop()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private Global global(String module, String name) throws ModelException {
        Global global = new Global(module, name);
        DangerousNames.refuse(global, in);
        return global;
    }

    private String text(Pickled value) throws ModelException {
        if (value instanceof Text text) {
            return text.value();
        }
        throw in.malformed("a class name that is no text");
    }

    private List<Pickled> arguments(Pickled value) throws ModelException {
        if (value instanceof Tuple tuple) {
            return tuple.items;
        }
        throw in.malformed("arguments that are no tuple");
    }

    /** Attributes of anything but unknown objects say nothing about weights: an OrderedDict's {@code _metadata}. */
    private void build(Pickled state) throws ModelException {
        if (stack.peek() instanceof Opaque object) {
            object.states.add(state);
        }
    }
}
