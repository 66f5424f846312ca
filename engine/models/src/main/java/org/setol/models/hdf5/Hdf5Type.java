package org.setol.models.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import org.setol.spectra.matrix.ElementType;

/** How a dataset's numbers are stored. */
final class Hdf5Type {

    private Hdf5Type() {}

    /** Empty for what are no plain numbers: text, compounds, references, numbers of unusual formats. */
    static Optional<ElementType> of(Dataset dataset) {
        return switch (dataset.getDataType()) {
            case FloatingPoint type -> floating(type);
            case FixedPoint type -> integer(type);
            default -> Optional.empty();
        };
    }

    private static Optional<ElementType> floating(FloatingPoint type) {
        // Sign, exponent, and a fraction whose first bit is left out, from the highest bit on: all that IEEE 754
        // allows.
        boolean usual = type.getMantissaNormalization() == 2
                && type.getMantissaLocation() == 0
                && type.getExponentLocation() == type.getMantissaSize()
                && type.getSignLocation() == Byte.SIZE * type.getSize() - 1;
        if (!usual) {
            return Optional.empty();
        }
        String bits = type.getExponentSize() + " + " + type.getMantissaSize() + " bits, bias " + type.getExponentBias();
        return switch (type.getSize() + " bytes, " + bits) {
            case "8 bytes, 11 + 52 bits, bias 1023" -> Optional.of(ElementType.FLOAT64);
            case "4 bytes, 8 + 23 bits, bias 127" -> Optional.of(ElementType.FLOAT32);
            case "2 bytes, 5 + 10 bits, bias 15" -> Optional.of(ElementType.FLOAT16);
            case "2 bytes, 8 + 7 bits, bias 127" -> Optional.of(ElementType.BFLOAT16);
            default -> Optional.empty();
        };
    }

    private static Optional<ElementType> integer(FixedPoint type) {
        return switch (type.getSize()) {
            case 1 -> Optional.of(type.isSigned() ? ElementType.INT8 : ElementType.UINT8);
            case 2 -> Optional.of(type.isSigned() ? ElementType.INT16 : ElementType.UINT16);
            case 4 -> Optional.of(type.isSigned() ? ElementType.INT32 : ElementType.UINT32);
            case 8 -> Optional.of(type.isSigned() ? ElementType.INT64 : ElementType.UINT64);
            default -> Optional.empty();
        };
    }

    static boolean isLittleEndian(Dataset dataset) {
        return !(dataset.getDataType() instanceof OrderedDataType ordered)
                || ordered.getByteOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    /** For people: {@code compound of 12 bytes}. */
    static String label(Dataset dataset) {
        DataType type = dataset.getDataType();
        String name = type.getClass().getSimpleName().replaceFirst("(Data(Type)?)$", "");
        return name.toLowerCase(Locale.ROOT) + " of " + type.getSize() + " bytes";
    }
}
