package org.setol.models.onnx;

import java.util.Optional;
import org.setol.spectra.matrix.ElementType;

/**
 * ONNX's {@code TensorProto.DataType}.
 *
 * <p>{@code typedField} is the repeated field that holds the values when {@code raw_data} is absent.
 */
enum DataType {
    FLOAT(1, ElementType.FLOAT32, TensorMessage.FLOAT_DATA),
    UINT8(2, ElementType.UINT8, TensorMessage.INT32_DATA),
    INT8(3, ElementType.INT8, TensorMessage.INT32_DATA),
    UINT16(4, ElementType.UINT16, TensorMessage.INT32_DATA),
    INT16(5, ElementType.INT16, TensorMessage.INT32_DATA),
    INT32(6, ElementType.INT32, TensorMessage.INT32_DATA),
    INT64(7, ElementType.INT64, TensorMessage.INT64_DATA),
    STRING(8, "text, not numbers"),
    BOOL(9, ElementType.BOOL, TensorMessage.INT32_DATA),
    FLOAT16(10, ElementType.FLOAT16, TensorMessage.INT32_DATA),
    DOUBLE(11, ElementType.FLOAT64, TensorMessage.DOUBLE_DATA),
    UINT32(12, ElementType.UINT32, TensorMessage.UINT64_DATA),
    UINT64(13, ElementType.UINT64, TensorMessage.UINT64_DATA),
    COMPLEX64(14, ElementType.COMPLEX64, TensorMessage.FLOAT_DATA),
    COMPLEX128(15, ElementType.COMPLEX128, TensorMessage.DOUBLE_DATA),
    BFLOAT16(16, ElementType.BFLOAT16, TensorMessage.INT32_DATA),
    FLOAT8E4M3FN(17, ElementType.FLOAT8_E4M3, TensorMessage.INT32_DATA),
    FLOAT8E4M3FNUZ(18, "8-bit floats with an unsigned zero are not read"),
    FLOAT8E5M2(19, ElementType.FLOAT8_E5M2, TensorMessage.INT32_DATA),
    FLOAT8E5M2FNUZ(20, "8-bit floats with an unsigned zero are not read"),
    UINT4(21, "packed 4-bit"),
    INT4(22, "packed 4-bit"),
    FLOAT4E2M1(23, "packed 4-bit"),
    FLOAT8E8M0(24, "8-bit scale exponents are not read"),
    UINT2(25, "packed 2-bit"),
    INT2(26, "packed 2-bit");

    private static final DataType[] BY_CODE = values();

    private final int code;
    private final Optional<ElementType> elementType;
    private final int typedField;
    private final String reason;

    DataType(int code, ElementType elementType, int typedField) {
        this.code = code;
        this.elementType = Optional.of(elementType);
        this.typedField = typedField;
        this.reason = "";
    }

    DataType(int code, String reason) {
        this.code = code;
        this.elementType = Optional.empty();
        this.typedField = 0;
        this.reason = reason;
    }

    /** The type of this code, or empty for a code that ONNX does not define. */
    static Optional<DataType> of(long code) {
        if (code < 1 || code > BY_CODE.length) {
            return Optional.empty();
        }
        DataType type = BY_CODE[(int) code - 1];
        assert type.code == code;
        return Optional.of(type);
    }

    /** Empty when the engine cannot map the type; {@link #reason} says why. */
    Optional<ElementType> elementType() {
        return elementType;
    }

    int typedField() {
        return typedField;
    }

    String reason() {
        return reason;
    }
}
