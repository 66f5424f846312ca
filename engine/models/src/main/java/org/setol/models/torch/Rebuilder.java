package org.setol.models.torch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.setol.models.ModelException;
import org.setol.models.Quoted;
import org.setol.models.torch.Pickled.Dict;
import org.setol.models.torch.Pickled.Global;
import org.setol.models.torch.Pickled.Int;
import org.setol.models.torch.Pickled.Opaque;
import org.setol.models.torch.Pickled.Sequence;
import org.setol.models.torch.Pickled.Storage;
import org.setol.models.torch.Pickled.Text;
import org.setol.models.torch.Pickled.Tuple;
import org.setol.models.torch.Pickled.Unmappable;
import org.setol.models.torch.Pickled.View;
import org.setol.spectra.matrix.ElementType;

/**
 * What the calls in a checkpoint would give. The functions that PyTorch writes are known by name and answered by data;
 * every other call gives an {@link Opaque} value.
 *
 * <p>Source: torch/_utils.py, torch/_tensor.py, torch/serialization.py, torch/jit/_pickle.py (2.x).
 */
final class Rebuilder {

    /** More axes than any tensor has; keeps shared shapes from filling the heap. */
    private static final int MAX_AXES = 32;

    private static final Set<String> UNMAPPABLE = Set.of(
            "_rebuild_qtensor",
            "_rebuild_sparse_tensor",
            "_rebuild_sparse_csr_tensor",
            "_rebuild_nested_tensor",
            "_rebuild_meta_tensor_no_storage",
            "_rebuild_device_tensor_from_numpy",
            "_rebuild_device_tensor_from_cpu_tensor",
            "_rebuild_wrapper_subclass");

    private final PickleCursor in;
    private long copied;

    Rebuilder(PickleCursor in) {
        this.in = in;
    }

    /** The value of a call, without calling. */
    Pickled call(Pickled callable, List<Pickled> arguments) throws ModelException {
        if (!(callable instanceof Global function)) {
            return new Opaque("object", arguments);
        }
        return switch (function.qualified()) {
            case "torch._utils._rebuild_parameter",
                    "torch._utils._rebuild_parameter_with_state",
                    "torch.nn.parameter.Parameter",
                    "torch.jit._pickle.restore_type_tag",
                    "torch.jit._pickle.build_intlist",
                    "torch.jit._pickle.build_doublelist",
                    "torch.jit._pickle.build_boollist",
                    "torch.jit._pickle.build_tensorlist",
                    "torch.Size" -> argument(function, arguments, 0);
            case "torch._tensor._rebuild_from_type_v2" -> fromType(function, arguments);
            case "collections.OrderedDict", "collections.defaultdict", "builtins.dict" -> dictionary(arguments);
            default -> tensorOrOpaque(function, arguments);
        };
    }

    /** A tensor subclass: the tensor that it wraps. */
    private Pickled fromType(Global function, List<Pickled> arguments) throws ModelException {
        if (argument(function, arguments, 0) instanceof Global inner
                && argument(function, arguments, 2) instanceof Tuple tuple) {
            return tensorOrOpaque(inner, tuple.items);
        }
        return new Opaque(function.qualified(), arguments);
    }

    private Pickled tensorOrOpaque(Global function, List<Pickled> arguments) throws ModelException {
        if (!function.module().equals("torch._utils")) {
            return new Opaque(function.qualified(), arguments);
        }
        return switch (function.name()) {
            case "_rebuild_tensor", "_rebuild_tensor_v2" -> tensor(function, arguments, Optional.empty());
            case "_rebuild_tensor_v3" -> tensor(function, arguments, Optional.of(argument(function, arguments, 6)));
            default -> {
                if (UNMAPPABLE.contains(function.name())) {
                    String kind = function.name().replaceFirst("^_rebuild_", "").replace('_', ' ');
                    yield new Unmappable(kind, "?", "a " + kind + " is not read");
                }
                yield new Opaque(function.qualified(), arguments);
            }
        };
    }

    /** {@code (storage, offset, size, stride, ...)}. */
    private Pickled tensor(Global function, List<Pickled> arguments, Optional<Pickled> dtype) throws ModelException {
        long[] shape = numbers(function, argument(function, arguments, 2));
        long[] strides = numbers(function, argument(function, arguments, 3));
        if (!(argument(function, arguments, 1) instanceof Int offset) || shape.length != strides.length) {
            throw wrong(function);
        }
        if (!(argument(function, arguments, 0) instanceof Storage storage)) {
            return new Unmappable("?", text(shape), "its storage is not a member of the archive");
        }
        Optional<ElementType> type = storage.elementType();
        String typeName = storage.type();
        if (dtype.isPresent() && dtype.get() instanceof Global name) {
            type = StorageTypes.ofDtype(name);
            typeName = name.qualified();
        }
        if (type.isEmpty()) {
            return new Unmappable(typeName, text(shape), "elements of type " + Quoted.of(typeName) + " are not read");
        }
        return new View(storage, type.get(), offset.value(), shape, strides);
    }

    /** A storage, by the tuple {@code ('storage', class, key, location, length)}. */
    Pickled persistent(Pickled id) throws ModelException {
        if (id instanceof Tuple tuple
                && tuple.items.size() >= 5
                && tuple.items.get(0) instanceof Text kind
                && kind.value().equals("storage")
                && tuple.items.get(1) instanceof Global type
                && tuple.items.get(2) instanceof Text key
                && tuple.items.get(3) instanceof Text location
                && tuple.items.get(4) instanceof Int length) {
            return new Storage(
                    type.name(), StorageTypes.ofStorage(type), key.value(), location.value(), length.value());
        }
        throw in.malformed("a persistent id that names no storage");
    }

    /** A dictionary of pairs. One list given to many dictionaries would be copied many times over: refused. */
    private Pickled dictionary(List<Pickled> arguments) throws ModelException {
        Dict dict = new Dict();
        for (Pickled argument : arguments) {
            copied += items(argument).size();
            if (copied > in.size()) {
                throw in.malformed("dictionaries of more entries than the pickle has bytes");
            }
            for (Pickled pair : items(argument)) {
                List<Pickled> keyAndValue = items(pair);
                if (keyAndValue.size() == 2) {
                    dict.put(keyAndValue.get(0), keyAndValue.get(1));
                }
            }
        }
        return dict;
    }

    private static List<Pickled> items(Pickled value) {
        return switch (value) {
            case Sequence list -> list.items();
            case Tuple tuple -> tuple.items;
            default -> List.of();
        };
    }

    private long[] numbers(Global function, Pickled value) throws ModelException {
        List<Pickled> items = items(value);
        if (items.size() > MAX_AXES || !(value instanceof Tuple || value instanceof Sequence)) {
            throw wrong(function);
        }
        long[] numbers = new long[items.size()];
        for (int k = 0; k < numbers.length; k++) {
            if (!(items.get(k) instanceof Int number)) {
                throw wrong(function);
            }
            numbers[k] = number.value();
        }
        return numbers;
    }

    private Pickled argument(Global function, List<Pickled> arguments, int index) throws ModelException {
        if (index >= arguments.size()) {
            throw wrong(function);
        }
        return arguments.get(index);
    }

    private ModelException wrong(Global function) {
        return in.malformed(function.qualified() + " with arguments that it does not take");
    }

    private static String text(long[] shape) {
        return shape.length == 0
                ? "scalar"
                : LongStream.of(shape).mapToObj(Long::toString).collect(Collectors.joining("x"));
    }
}
