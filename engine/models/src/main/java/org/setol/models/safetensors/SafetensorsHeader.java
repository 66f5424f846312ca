package org.setol.models.safetensors;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.setol.models.MappedFile;
import org.setol.models.ModelException;
import org.setol.models.Quoted;
import org.setol.models.StrictJson;

/**
 * The JSON header.
 *
 * @param tensors in header order
 * @param metadata the notes under {@code __metadata__}
 */
record SafetensorsHeader(List<DeclaredTensor> tensors, Map<String, String> metadata) {

    private static final String METADATA = HeaderText.METADATA;

    static SafetensorsHeader parse(MappedFile file, MemorySegment text) throws ModelException {
        List<DeclaredTensor> tensors = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        try (StrictJson json = new StrictJson(file, "safetensors header", text)) {
            json.beginObject("the header");
            while (json.nextKey()) {
                String key = json.key();
                if (key.equals(METADATA)) {
                    readMetadata(json, metadata);
                } else {
                    tensors.add(new Entry(file, key).read(json));
                }
            }
            json.end();
        }
        return new SafetensorsHeader(tensors, metadata);
    }

    private static void readMetadata(StrictJson json, Map<String, String> metadata) throws ModelException {
        if (json.nextIsNull()) {
            return;
        }
        json.beginHere(METADATA);
        while (json.nextKey()) {
            String key = json.key();
            metadata.put(key, json.string(METADATA + " " + Quoted.of(key)));
        }
    }

    /** One tensor's entry while it is read: the three keys may come in any order, others are passed over. */
    private static final class Entry {
        private final MappedFile file;
        private final String name;
        private final String what;
        private String dtype = "";
        private boolean hasShape;
        private long[] shape = {};
        private boolean hasOffsets;
        private long begin;
        private long end;

        Entry(MappedFile file, String name) {
            this.file = file;
            this.name = name;
            this.what = "tensor " + Quoted.of(name);
        }

        DeclaredTensor read(StrictJson json) throws ModelException {
            json.beginObject(what);
            while (json.nextKey()) {
                switch (json.key()) {
                    case "dtype" -> dtype = json.string(what + " dtype");
                    case "shape" -> readShape(json);
                    case "data_offsets" -> readOffsets(json);
                    default -> json.skip();
                }
            }
            if (dtype.isEmpty() || !hasShape || !hasOffsets) {
                throw malformed("lacks its " + (dtype.isEmpty() ? "dtype" : hasShape ? "data_offsets" : "shape"));
            }
            StoredType type = StoredType.of(dtype)
                    .orElseThrow(() -> new ModelException.Malformed(
                            file.path(),
                            what + " has the unknown dtype " + Quoted.of(dtype),
                            "the format's dtypes are " + StoredType.names()));
            return new DeclaredTensor(name, type, shape, begin, end);
        }

        private void readShape(StrictJson json) throws ModelException {
            LongStream.Builder axes = LongStream.builder();
            String place = what + " shape";
            json.beginArray(place);
            while (json.nextElement()) {
                axes.add(json.currentCount(place));
            }
            shape = axes.build().toArray();
            hasShape = true;
        }

        private void readOffsets(StrictJson json) throws ModelException {
            String offsets = what + " data_offsets";
            json.beginArray(offsets);
            begin = json.count(offsets);
            end = json.count(offsets);
            json.endArray(offsets);
            hasOffsets = true;
        }

        private ModelException malformed(String problem) {
            return new ModelException.Malformed(file.path(), what + " " + problem);
        }
    }
}
