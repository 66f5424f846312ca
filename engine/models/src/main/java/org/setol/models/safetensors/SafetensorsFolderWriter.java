package org.setol.models.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.setol.models.ModelWriter;
import org.setol.models.Tensor;
import org.setol.models.TensorSpec;
import org.setol.models.output.OutputFolder;

/**
 * Writes a model into a new folder as Hugging Face's {@code save_pretrained} lays it out: {@code model.safetensors}, or, where
 * that would be longer than a shard may be, {@code model-00001-of-00003.safetensors} and so on, filled in order, with {@code
 * model.safetensors.index.json} that says what is where. A tensor is never split.
 */
public final class SafetensorsFolderWriter implements ModelWriter {

    /** save_pretrained's {@code max_shard_size} of 5 GB. */
    public static final long SHARD_BYTES = 5_000_000_000L;

    private static final String ALONE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    private final OutputFolder folder;
    private final Map<String, String> metadata;
    private final Iterator<Shard> waiting;
    private Optional<SafetensorsWriter> current = Optional.empty();
    private int left;

    /** A file of the model and what goes into it. */
    private record Shard(String name, List<TensorSpec> tensors) {}

    private SafetensorsFolderWriter(OutputFolder folder, List<Shard> shards, Map<String, String> metadata) {
        this.folder = folder;
        this.metadata = metadata;
        this.waiting = shards.iterator();
    }

    /**
     * Begins a folder.
     *
     * @param folder filled, committed and closed by this writer
     * @param tensors in the order in which they will be written
     * @param metadata the notes of every file
     * @param shardBytes how long a file's tensors may be together; one longer tensor has a file of its own
     */
    public static SafetensorsFolderWriter open(
            OutputFolder folder, List<TensorSpec> tensors, Map<String, String> metadata, long shardBytes)
            throws IOException {
        List<Shard> shards = named(split(tensors, shardBytes));
        if (shards.size() > 1) {
            writeIndex(folder.path().resolve(INDEX), shards);
        }
        SafetensorsFolderWriter writer = new SafetensorsFolderWriter(folder, shards, metadata);
        writer.nextFile();
        return writer;
    }

    private static List<List<TensorSpec>> split(List<TensorSpec> tensors, long shardBytes) {
        List<List<TensorSpec>> parts = new ArrayList<>();
        parts.add(new ArrayList<>());
        long filled = 0;
        for (TensorSpec tensor : tensors) {
            if (filled > 0 && filled + tensor.bytes() > shardBytes) {
                parts.add(new ArrayList<>());
                filled = 0;
            }
            parts.getLast().add(tensor);
            filled += tensor.bytes();
        }
        return parts;
    }

    private static List<Shard> named(List<List<TensorSpec>> parts) {
        if (parts.size() == 1) {
            return List.of(new Shard(ALONE, parts.getFirst()));
        }
        List<Shard> shards = new ArrayList<>();
        for (List<TensorSpec> part : parts) {
            String name = "model-%05d-of-%05d.safetensors".formatted(shards.size() + 1, parts.size());
            shards.add(new Shard(name, part));
        }
        return shards;
    }

    private static void writeIndex(Path path, List<Shard> shards) throws IOException {
        try (var out = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
                JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeObjectFieldStart("metadata");
            json.writeNumberField(
                    "total_size",
                    shards.stream()
                            .flatMap(shard -> shard.tensors().stream())
                            .mapToLong(TensorSpec::bytes)
                            .sum());
            json.writeEndObject();
            json.writeObjectFieldStart("weight_map");
            for (Shard shard : shards) {
                for (TensorSpec tensor : shard.tensors()) {
                    json.writeStringField(tensor.name(), shard.name());
                }
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    @Override
    public void write(MemorySegment bytes) throws IOException {
        file().write(bytes);
        written();
    }

    @Override
    public void write(Tensor tensor) throws IOException {
        file().write(tensor);
        written();
    }

    /** Writes the whole next tensor, part by part: see {@link SafetensorsWriter#write(Iterable)}. */
    public void write(Iterable<MemorySegment> parts) throws IOException {
        file().write(parts);
        written();
    }

    private SafetensorsWriter file() {
        return current.orElseThrow(() -> new IllegalArgumentException("no further tensor was announced"));
    }

    private void written() throws IOException {
        left--;
        nextFile();
    }

    /** Finishes files that are full, and empty ones, and begins the next. */
    private void nextFile() throws IOException {
        while (left == 0) {
            if (current.isPresent()) {
                current.get().commit();
                current.get().close();
                current = Optional.empty();
            }
            if (!waiting.hasNext()) {
                return;
            }
            Shard shard = waiting.next();
            left = shard.tensors().size();
            current =
                    Optional.of(SafetensorsWriter.open(folder.path().resolve(shard.name()), shard.tensors(), metadata));
        }
    }

    @Override
    public void commit() throws IOException {
        if (current.isPresent()) {
            throw new IllegalStateException(left + " tensors are missing in the folder's last file");
        }
        folder.commit();
    }

    @Override
    public void close() {
        current.ifPresent(SafetensorsWriter::close);
        folder.close();
    }
}
