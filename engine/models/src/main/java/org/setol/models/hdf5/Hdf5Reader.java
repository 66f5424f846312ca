package org.setol.models.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.links.ExternalLink;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.ModelContents.Unread;
import org.setol.models.ModelException;
import org.setol.models.Quoted;
import org.setol.models.Shapes;
import org.setol.models.Tensor;
import org.setol.spectra.matrix.ElementType;

/** Reads one HDF5 file: a walk over its groups, then the datasets in the model's order. */
final class Hdf5Reader {

    /** Top groups that hold moments of Adam and the like, with the shapes of weights: Keras 2's, Keras 3's. */
    private static final Set<String> OPTIMIZER = Set.of("optimizer_weights", "optimizer");

    /** Deeper than models are; a stack holds it. */
    private static final int DEEPEST = 200;

    /** {@code dense_2} before {@code dense_10}; jHDF gives the members of a group in no order. */
    private static final Comparator<String> BY_NAME =
            Comparator.comparing(Hdf5Reader::padded).thenComparing(Comparator.naturalOrder());

    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final int LONGEST_RUN = 10;

    private final MappedFile file;
    private final Path path;
    private final Arena arena;

    private final Map<String, Dataset> datasets = new LinkedHashMap<>();
    private final List<String> modelOrder = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Unread> unread = new ArrayList<>();

    Hdf5Reader(MappedFile file, Arena arena) {
        this.file = file;
        this.path = file.path();
        this.arena = arena;
    }

    // Not closed: the channel holds nothing, and jHDF fails to close what has no path.
    @SuppressWarnings("resource")
    ModelContents read(String format) throws ModelException {
        try {
            HdfFile hdf = new HdfFile(new SegmentChannel(file.bytes()));
            seen.add(hdf.getAddress());
            walk(hdf, "", 0);
            DatasetBytes numbers = new DatasetBytes(path, file.bytes().asSlice(hdf.getUserBlockSize()), arena);
            for (Map.Entry<String, Dataset> dataset : ordered().entrySet()) {
                add(dataset.getKey(), dataset.getValue(), numbers);
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // jHDF has no checked exceptions, and none for what a damaged file makes it compute with.
            throw new ModelException.Unsupported(
                    path,
                    "no HDF5 file that jHDF can read: " + reason(e),
                    "fetch it again if it is damaged, else save it with an older HDF5, as .npz or .safetensors");
        }
        return new ModelContents(format, tensors, unread, Map.of());
    }

    private void walk(Group group, String prefix, int depth) throws ModelException {
        if (depth > DEEPEST) {
            throw new ModelException.Malformed(path, "groups within groups, more than " + DEEPEST + " deep");
        }
        KerasOrder.of(group).forEach(below -> modelOrder.add(prefix + below));
        SortedMap<String, Node> children = new TreeMap<>(BY_NAME);
        try {
            children.putAll(group.getChildren());
        } catch (RuntimeException e) {
            if (depth == 0) {
                throw e;
            }
            addUnread(prefix + "*", "?", "group", "jHDF cannot read what is in it: " + reason(e));
        }
        for (Map.Entry<String, Node> child : children.entrySet()) {
            String name = prefix + child.getKey();
            Node node = child.getValue();
            if (node instanceof ExternalLink link) {
                addUnread(name, "?", "link", "in another file: " + link.getTargetPath());
            }
            // Else a link is another name of what has one, and so is an address met before.
            boolean first = !node.isLink() && seen.add(node.getAddress());
            if (first && node instanceof Group inner) {
                walk(inner, name + "/", depth + 1);
            } else if (first && node instanceof Dataset dataset) {
                datasets.put(name, dataset);
            }
        }
    }

    private static String padded(String name) {
        return DIGITS.matcher(name)
                .replaceAll(run ->
                        "0".repeat(Math.max(0, LONGEST_RUN - run.group().length())) + run.group());
    }

    private Map<String, Dataset> ordered() {
        Map<String, Dataset> ordered = new LinkedHashMap<>();
        for (String name : modelOrder) {
            Dataset dataset = datasets.remove(name);
            if (dataset != null) {
                ordered.put(name, dataset);
            }
        }
        ordered.putAll(datasets);
        return ordered;
    }

    private void add(String name, Dataset dataset, DatasetBytes numbers) throws ModelException {
        Optional<ElementType> type = Hdf5Type.of(dataset);
        long[] shape = dataset.getDimensionsAsLong();
        if (type.isEmpty()) {
            addUnread(name, Shapes.text(shape), Hdf5Type.label(dataset), "no plain numbers");
            return;
        }
        Optional<String> reason = whyNot(name, dataset);
        if (reason.isPresent()) {
            addUnread(name, Shapes.text(shape), type.get().label(), reason.get());
            return;
        }
        long elements = Shapes.elements(file, name, shape);
        try {
            MemorySegment data = elements == 0 ? MemorySegment.NULL : numbers.of(name, dataset, type.get(), elements);
            tensors.add(Tensor.rowMajor(name, type.get(), shape, data));
        } catch (RuntimeException | OutOfMemoryError e) {
            addUnread(name, Shapes.text(shape), type.get().label(), "jHDF cannot unpack it: " + reason(e));
        }
    }

    private static Optional<String> whyNot(String name, Dataset dataset) {
        if (OPTIMIZER.contains(name.substring(0, Math.max(0, name.indexOf('/'))))) {
            return Optional.of("optimizer state");
        }
        if (!Hdf5Type.isLittleEndian(dataset)) {
            return Optional.of("big-endian numbers, save them as little-endian ones");
        }
        try {
            dataset.getFilters();
        } catch (HdfFilterException e) {
            return Optional.of("compressed in a way not known here: " + reason(e));
        }
        if (dataset.isEmpty() && LongStream.of(dataset.getDimensionsAsLong()).noneMatch(length -> length == 0)) {
            return Optional.of("it has no numbers, they were never written, or lie in another file");
        }
        if (dataset instanceof ChunkedDataset chunked) {
            Optional<String> objection = ChunkIndex.objection(chunked);
            if (objection.isPresent()) {
                return objection;
            }
        }
        boolean filled = dataset.getFillValue() instanceof Number fill && fill.doubleValue() != 0;
        // jHDF takes chunks that were never written to hold zeros.
        return filled && dataset instanceof ChunkedDataset
                ? Optional.of("in chunks with a fill value other than zero")
                : Optional.empty();
    }

    private void addUnread(String name, String shape, String type, String reason) {
        unread.add(new Unread(name, shape, type, Quoted.oneLine(reason)));
    }

    /** What jHDF says at the bottom of its causes. */
    private static String reason(Throwable e) {
        Throwable bottom = e;
        for (int k = 0; k < DEEPEST && bottom.getCause() != null; k++) {
            bottom = bottom.getCause();
        }
        if (bottom instanceof IndexOutOfBoundsException) {
            return "a part of it lies outside of the file";
        }
        String message = bottom.getMessage();
        return Quoted.oneLine(message == null ? bottom.getClass().getSimpleName() : message);
    }
}
