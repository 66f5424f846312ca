package org.setol.models;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.setol.models.ModelContents.Unread;

/** Several files that are one model. */
final class Shards {

    private Shards() {}

    /**
     * Opens one shard with whatever format it has.
     *
     * @throws ModelException.Malformed when it is itself an index: indexes do not nest
     */
    static ModelContents open(Path path, Arena arena) throws ModelException {
        MappedFile file = MappedFile.map(path, arena);
        ModelFormat format = Models.detect(file);
        if (format instanceof ShardedIndex) {
            throw new ModelException.Malformed(path, "is a sharded index where a shard is needed");
        }
        return format.read(file, arena).from(file);
    }

    /**
     * Joins files that lie in one folder without an index.
     *
     * @param folder for messages
     * @param files in the order their tensors shall have
     * @throws ModelException.Unreadable when two of them hold a tensor of the same name: then they are two models
     */
    static ModelContents join(Path folder, List<Path> files, Arena arena) throws ModelException {
        Collected all = new Collected();
        Map<String, Path> homes = new HashMap<>();
        for (Path file : files) {
            ModelContents contents = open(file, arena);
            for (Tensor tensor : contents.tensors()) {
                Path other = homes.putIfAbsent(tensor.name(), file);
                if (other != null) {
                    throw new ModelException.Unreadable(
                            folder,
                            "holds several models: tensor " + Quoted.of(tensor.name()) + " is in " + other.getFileName()
                                    + " and in " + file.getFileName(),
                            "name one of the files");
                }
            }
            all.add(contents, contents.tensors(), contents.unread());
        }
        return all.contents();
    }

    /** What has been read so far. */
    static final class Collected {
        private String format = "";
        private final List<Tensor> tensors = new ArrayList<>();
        private final List<Unread> unread = new ArrayList<>();
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private final Set<MappedFile> files = new HashSet<>();

        /** Adds a part of one shard; of notes with one key, the first shard's stays. */
        void add(ModelContents shard, List<Tensor> itsTensors, List<Unread> itsUnread) {
            format = format.isEmpty() ? shard.format() : format;
            tensors.addAll(itsTensors);
            unread.addAll(itsUnread);
            files.addAll(shard.files());
            note(shard.metadata());
        }

        void note(Map<String, String> notes) {
            notes.forEach(metadata::putIfAbsent);
        }

        ModelContents contents() {
            return new ModelContents(format, tensors, unread, metadata, files);
        }
    }
}
