package org.setol.models.torch;

import java.util.Map;
import java.util.Optional;
import org.setol.models.torch.Pickled.Global;
import org.setol.models.torch.Pickled.Storage;
import org.setol.spectra.matrix.ElementType;

/** PyTorch's names of element types. */
final class StorageTypes {

    private static final Map<String, ElementType> STORAGES = Map.ofEntries(
            Map.entry("DoubleStorage", ElementType.FLOAT64),
            Map.entry("FloatStorage", ElementType.FLOAT32),
            Map.entry("HalfStorage", ElementType.FLOAT16),
            Map.entry("BFloat16Storage", ElementType.BFLOAT16),
            Map.entry("LongStorage", ElementType.INT64),
            Map.entry("IntStorage", ElementType.INT32),
            Map.entry("ShortStorage", ElementType.INT16),
            Map.entry("CharStorage", ElementType.INT8),
            Map.entry("ByteStorage", ElementType.UINT8),
            Map.entry("BoolStorage", ElementType.BOOL),
            Map.entry("ComplexFloatStorage", ElementType.COMPLEX64),
            Map.entry("ComplexDoubleStorage", ElementType.COMPLEX128));

    private static final Map<String, ElementType> DTYPES = Map.ofEntries(
            Map.entry("float64", ElementType.FLOAT64),
            Map.entry("float32", ElementType.FLOAT32),
            Map.entry("float16", ElementType.FLOAT16),
            Map.entry("bfloat16", ElementType.BFLOAT16),
            Map.entry("float8_e4m3fn", ElementType.FLOAT8_E4M3),
            Map.entry("float8_e5m2", ElementType.FLOAT8_E5M2),
            Map.entry("int64", ElementType.INT64),
            Map.entry("int32", ElementType.INT32),
            Map.entry("int16", ElementType.INT16),
            Map.entry("int8", ElementType.INT8),
            Map.entry("uint64", ElementType.UINT64),
            Map.entry("uint32", ElementType.UINT32),
            Map.entry("uint16", ElementType.UINT16),
            Map.entry("uint8", ElementType.UINT8),
            Map.entry("bool", ElementType.BOOL),
            Map.entry("complex64", ElementType.COMPLEX64),
            Map.entry("complex128", ElementType.COMPLEX128));

    private StorageTypes() {}

    /** The element type of a storage class; empty for untyped and unknown ones. */
    static Optional<ElementType> ofStorage(Global type) {
        return Optional.ofNullable(STORAGES.get(type.name()));
    }

    /** The element type of {@code torch.float32} and its like. */
    static Optional<ElementType> ofDtype(Global dtype) {
        return dtype.module().equals("torch") ? Optional.ofNullable(DTYPES.get(dtype.name())) : Optional.empty();
    }

    /** True for storages whose length is in bytes and whose element type the tensor tells. */
    static boolean isUntyped(Storage storage) {
        return storage.type().equals("UntypedStorage") || storage.type().equals("_UntypedStorage");
    }
}
