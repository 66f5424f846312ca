package org.setol.analysis.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.LayerReport;

/**
 * Eigenvalues as a NumPy .npz: one float64 array a layer, ascending, named as the layer (slices:
 * {@code name.slice3}, a name that is taken: {@code name.layer7}), stored uncompressed so that the file can be mapped. Equal spectra give equal bytes.
 */
public final class SpectraWriter {

    /** NumPy pads the header so that the data start at a multiple of this. */
    private static final int ALIGNMENT = 64;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    /** The earliest time a zip file can hold. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private SpectraWriter() {}

    /** Writes all layers that have a spectrum; leaves {@code out} open. */
    public static void write(List<LayerReport> layers, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        Set<String> names = new HashSet<>();
        for (LayerReport layer : layers) {
            if (layer.outcome() instanceof Measured measured) {
                member(zip, uniqueName(layer, names), measured.metrics().esd().eigenvalues());
            }
        }
        zip.finish();
    }

    private static String uniqueName(LayerReport layer, Set<String> names) {
        String name = layer.layer().name();
        if (layer.layer().sliceId().isPresent()) {
            name += ".slice" + layer.layer().sliceId().getAsInt();
        }
        while (!names.add(name)) {
            name += ".layer" + layer.layer().layerId();
        }
        return name;
    }

    private static void member(ZipOutputStream zip, String name, double[] values) throws IOException {
        byte[] content = npy(values);
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] npy(double[] values) {
        String dictionary = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + values.length + ",), }";
        int unpadded = MAGIC.length + Short.BYTES + dictionary.length() + 1;
        int headerEnd = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        String header = dictionary + " ".repeat(headerEnd - unpadded) + "\n";
        ByteBuffer buffer =
                ByteBuffer.allocate(headerEnd + values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(MAGIC).putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        buffer.asDoubleBuffer().put(values);
        return buffer.array();
    }
}
