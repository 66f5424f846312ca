package org.setol.bindings.cuda;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.setol.spectra.matrix.Precision;

/**
 * Seconds that backends took for square matrices on one device, beside the processor's Gram route on one thread. Kept in a
 * file between processes.
 *
 * @param entries one for each backend, precision and size that was measured
 */
record DeviceTable(List<Entry> entries) {

    /** Matrices of a batch that is timed; from so many alike on its time for one counts. */
    static final int BATCH = 16;

    /** One measurement: seconds for one matrix, be it one of a batch. */
    record Entry(String backend, Precision precision, int size, double seconds, boolean inBatches) {

        Entry(String backend, Precision precision, int size, double seconds) {
            this(backend, precision, size, seconds, false);
        }

        private String key() {
            return backend + (inBatches ? ".batch." : ".one.") + precision.label() + "." + size;
        }
    }

    DeviceTable {
        entries = List.copyOf(entries);
    }

    /**
     * The fastest for a matrix with so many values, as it was for the smallest measured size that is no smaller (or the
     * largest of all).
     *
     * @param alike how many equal matrices there are; backends that work in batches are passed over for fewer than {@value
     *     #BATCH}
     */
    Optional<String> fastest(Precision precision, int rank, int alike) {
        List<Entry> own = entries.stream()
                .filter(entry -> entry.precision() == precision)
                .filter(entry -> alike >= BATCH || !entry.inBatches())
                .toList();
        int largest = own.stream().mapToInt(Entry::size).max().orElse(0);
        int size = own.stream()
                .mapToInt(Entry::size)
                .filter(measured -> measured >= rank)
                .min()
                .orElse(largest);
        return own.stream()
                .filter(entry -> entry.size() == size)
                .min(Comparator.comparingDouble(Entry::seconds))
                .map(Entry::backend);
    }

    /** What a file holds; empty when there is none, or it is not one of ours. */
    static Optional<DeviceTable> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            List<Entry> entries = new ArrayList<>();
            for (String key : properties.stringPropertyNames()) {
                entries.add(parse(key, properties.getProperty(key)));
            }
            return entries.isEmpty() ? Optional.empty() : Optional.of(new DeviceTable(entries));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // measured anew, and written over
        }
    }

    private static Entry parse(String key, String seconds) {
        String[] parts = key.split("\\.", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException(key);
        }
        double value = Double.parseDouble(seconds);
        if (!(value > 0)) {
            throw new IllegalArgumentException(seconds);
        }
        return new Entry(
                parts[0],
                Precision.valueOf(parts[2].toUpperCase(Locale.ROOT)),
                Integer.parseInt(parts[3]),
                value,
                parts[1].equals("batch"));
    }

    /** Writes the file whole or not at all. A cache that cannot be written is no failure: the next process measures again. */
    void write(Path file) {
        List<String> lines = entries.stream()
                .map(entry -> entry.key() + "=" + entry.seconds())
                .sorted()
                .toList();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), "table", ".tmp");
            Files.write(whole, lines);
            move(whole, file);
        } catch (IOException e) {
            // As said above.
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
