package org.setol.models;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.setol.models.ModelContents.Unread;

/**
 * A model in several files and the JSON index that says which tensor is in which ({@code model.safetensors.index.json},
 * {@code pytorch_model.bin.index.json}). The shards may have any format known here.
 *
 * <p>Order of the tensors: shards by file name, within a shard the order of the file. Tensors that a shard holds beyond
 * those the index places there are listed as unread.
 */
final class ShardedIndex implements ModelFormat {

    private static final String WEIGHT_MAP = "weight_map";

    /** How far the word is looked for: the metadata before it is short. */
    private static final long LOOK_AHEAD = 1 << 16;

    @Override
    public String name() {
        return "sharded index";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".index.json");
    }

    @Override
    public Match match(MappedFile file) {
        if (firstVisible(file) != '{') {
            return Match.NO;
        }
        byte[] head = file.bytes().asSlice(0, Math.min(LOOK_AHEAD, file.size())).toArray(ValueLayout.JAVA_BYTE);
        if (new String(head, StandardCharsets.ISO_8859_1).contains('"' + WEIGHT_MAP + '"')) {
            return Match.CERTAIN;
        }
        return file.lowerCaseName().endsWith(".index.json") ? Match.POSSIBLE : Match.NO;
    }

    @Override
    public ModelContents read(MappedFile file, Arena arena) throws ModelException {
        Index index = parse(file);
        Map<String, Path> paths = new LinkedHashMap<>();
        for (String shard : index.shards.keySet()) {
            paths.put(shard, shardPath(file, shard));
        }
        Shards.Collected all = new Shards.Collected();
        all.note(index.metadata);
        for (Map.Entry<String, Path> shard : paths.entrySet()) {
            Set<String> placed = index.shards.get(shard.getKey());
            addShard(file, shard.getValue(), placed == null ? Set.of() : placed, arena, all);
        }
        return all.contents();
    }

    private static void addShard(MappedFile file, Path path, Set<String> placed, Arena arena, Shards.Collected all)
            throws ModelException {
        ModelContents shard = Shards.open(path, arena);
        Set<String> missing = new TreeSet<>(placed);
        List<Tensor> tensors = new ArrayList<>();
        List<Unread> unread = new ArrayList<>();
        for (Tensor tensor : shard.tensors()) {
            if (missing.remove(tensor.name())) {
                tensors.add(tensor);
            } else {
                String reason = "in " + path.getFileName() + ", but the index does not place it there";
                unread.add(new Unread(
                        tensor.name(), tensor.shapeText(), tensor.elementType().label(), reason));
            }
        }
        for (Unread entry : shard.unread()) {
            missing.remove(entry.name());
            unread.add(entry);
        }
        if (!missing.isEmpty()) {
            throw new ModelException.Malformed(
                    path,
                    "lacks tensor " + Quoted.of(missing.iterator().next()) + " (" + missing.size() + " in all), which "
                            + file.path().getFileName() + " places there",
                    "fetch index and shards again, from the same version of the model");
        }
        all.add(shard, tensors, unread);
    }

    /** The file of a shard: beside the index or below it. A link there may point elsewhere, as in a download cache. */
    private static Path shardPath(MappedFile file, String shard) throws ModelException {
        Path name;
        try {
            name = Path.of(shard);
        } catch (InvalidPathException e) {
            throw new ModelException.Malformed(file.path(), "shard " + Quoted.of(shard) + " is no file name");
        }
        boolean climbs = List.of(shard.replace('\\', '/').split("/", -1)).contains("..");
        if (name.isAbsolute() || climbs || shard.startsWith("/") || shard.startsWith("\\")) {
            throw new ModelException.Unsafe(
                    file.path(),
                    "shard " + Quoted.of(shard) + " lies outside the folder of the index",
                    "do not trust this index; move the shard beside it and name it plainly");
        }
        Path path = file.path().resolveSibling(name);
        if (!Files.exists(path)) {
            throw new ModelException.Unreadable(
                    file.path(), "shard " + Quoted.of(shard) + " is missing", "fetch it into the folder of the index");
        }
        if (Files.isDirectory(path)) {
            throw new ModelException.Malformed(file.path(), "shard " + Quoted.of(shard) + " is a folder");
        }
        return path;
    }

    private static Index parse(MappedFile file) throws ModelException {
        SortedMap<String, Set<String>> shards = new TreeMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        boolean hasMap = false;
        try (StrictJson json = new StrictJson(file, "index", file.bytes())) {
            json.beginObject("the index");
            while (json.nextKey()) {
                switch (json.key()) {
                    case WEIGHT_MAP -> {
                        readWeightMap(json, shards);
                        hasMap = true;
                    }
                    case "metadata" -> readMetadata(json, metadata);
                    default -> json.skip();
                }
            }
            json.end();
        }
        if (!hasMap) {
            throw new ModelException.Malformed(
                    file.path(), "is JSON without a weight_map", "name a model file or the index of a sharded model");
        }
        return new Index(shards, metadata);
    }

    private static void readWeightMap(StrictJson json, SortedMap<String, Set<String>> shards) throws ModelException {
        json.beginObject(WEIGHT_MAP);
        while (json.nextKey()) {
            String tensor = json.key();
            String shard = json.string("shard of tensor " + Quoted.of(tensor));
            shards.computeIfAbsent(shard, key -> new HashSet<>()).add(tensor);
        }
    }

    private static void readMetadata(StrictJson json, Map<String, String> metadata) throws ModelException {
        if (json.nextIsNull()) {
            return;
        }
        json.beginHere("metadata");
        while (json.nextKey()) {
            String key = json.key();
            String value = json.scalarText();
            if (!value.isEmpty()) {
                metadata.put(key, value);
            }
        }
    }

    private static int firstVisible(MappedFile file) {
        MemorySegment bytes = file.bytes();
        for (long at = 0; at < Math.min(LOOK_AHEAD, bytes.byteSize()); at++) {
            byte b = bytes.get(ValueLayout.JAVA_BYTE, at);
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
        }
        return 0;
    }

    /** Tensor names by shard. */
    private record Index(SortedMap<String, Set<String>> shards, Map<String, String> metadata) {}
}
