package org.setol.models.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.ModelContents.Unread;
import org.setol.models.ModelException;
import org.setol.models.ModelFormat;
import org.setol.models.Tensor;
import org.setol.models.UniqueNames;
import org.setol.models.ZipDirectory;
import org.setol.models.torch.Pickled.Unmappable;
import org.setol.models.torch.Pickled.View;
import org.setol.models.torch.TensorNames.Named;

/**
 * PyTorch checkpoints as {@code torch.save} writes them since 1.6: a zip with a pickle that describes tensors and one
 * member of plain numbers per storage. Whole modules, Lightning checkpoints and TorchScript archives are the same
 * thing with more around it. The numbers are used where they lie in the file; nothing of the pickle is run.
 *
 * <p>Source: torch/serialization.py; caffe2/serialize/inline_container.h.
 */
public final class TorchFormat implements ModelFormat {

    private static final String NAME = "pytorch";

    /** What {@code torch.save(tensor, file)} saves: a tensor without a name. */
    private static final String NAMELESS = "tensor";

    private static final int PICKLE_MAGIC = 0x80;

    /** {@code pickle.dumps(0x1950a86a20f9469cfc6c, protocol=2)} after its first two bytes: torch.save before 1.6. */
    private static final byte[] LEGACY = {
        (byte) 0x8a, 0x0a, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50, 0x19
    };

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> suffixes() {
        return List.of(".pt", ".pth", ".bin", ".ckpt");
    }

    @Override
    public Match match(MappedFile file) {
        boolean zip = ZipDirectory.startsLikeZip(file);
        if (zip && holdsPickle(file)) {
            return Match.CERTAIN;
        }
        boolean suffixFits = suffixes().stream().anyMatch(file.lowerCaseName()::endsWith);
        return suffixFits && (zip || isPickle(file)) ? Match.POSSIBLE : Match.NO;
    }

    private static boolean holdsPickle(MappedFile file) {
        try {
            return ZipDirectory.parse(file).entries().stream().anyMatch(entry -> Archive.isPickle(entry.name()));
        } catch (ModelException e) {
            return false;
        }
    }

    private static boolean isPickle(MappedFile file) {
        return (file.bytes().get(ValueLayout.JAVA_BYTE, 0) & 0xFF) == PICKLE_MAGIC;
    }

    @Override
    public ModelContents read(MappedFile file, Arena arena) throws ModelException {
        if (!ZipDirectory.startsLikeZip(file)) {
            throw notAZip(file);
        }
        Archive archive = Archive.open(file, arena);
        Map<String, String> metadata = new HashMap<>();
        archive.note("version").ifPresent(version -> metadata.put("archive_version", version));
        List<Tensor> tensors = new ArrayList<>();
        List<Unread> unread = new ArrayList<>();
        UniqueNames names = new UniqueNames();
        PickleCursor pickle = archive.pickle(Archive.PICKLE);
        List<Named> found = new TensorNames(pickle).of(new Unpickler(pickle).load());
        add(found, "", new TensorViews(file.path(), archive, "data"), names, tensors, unread);
        if (archive.has("constants.pkl") && archive.hasFolder("code")) {
            metadata.put("torchscript", "true");
            PickleCursor constants = archive.pickle("constants.pkl");
            List<Named> frozen = new TensorNames(constants).of(new Unpickler(constants).load());
            add(frozen, "constants.", new TensorViews(file.path(), archive, "constants"), names, tensors, unread);
        }
        return new ModelContents(NAME, tensors, unread, metadata);
    }

    private static void add(
            List<Named> found,
            String prefix,
            TensorViews views,
            UniqueNames names,
            List<Tensor> tensors,
            List<Unread> unread)
            throws ModelException {
        for (Named named : found) {
            String name = names.unique(prefix + (named.name().isEmpty() ? NAMELESS : named.name()));
            switch (named.tensor()) {
                case Unmappable tensor -> unread.add(new Unread(name, tensor.shape(), tensor.type(), tensor.reason()));
                case View view -> {
                    Optional<String> reason =
                            named.optimizer() ? Optional.of("optimizer state") : views.reasonAgainst(name, view);
                    if (reason.isPresent()) {
                        String type = view.elementType().label();
                        unread.add(new Unread(name, TensorViews.shapeText(view), type, reason.get()));
                    } else {
                        tensors.add(views.tensor(name, view));
                    }
                }
                default -> throw new IllegalStateException("not a tensor: " + named.tensor());
            }
        }
    }

    private static ModelException notAZip(MappedFile file) {
        if (!isPickle(file)) {
            return new ModelException.Malformed(file.path(), "neither a zip nor a pickle, so no PyTorch checkpoint");
        }
        MemorySegment start = file.bytes().asSlice(0, Math.min(file.size(), 2 + LEGACY.length));
        boolean legacy =
                start.byteSize() == 2 + LEGACY.length && start.asSlice(2).mismatch(MemorySegment.ofArray(LEGACY)) == -1;
        return new ModelException.Unsupported(
                file.path(),
                legacy ? "a PyTorch checkpoint in the legacy format, from before version 1.6" : "a bare pickle",
                "re-save with a current torch.save, or as safetensors");
    }
}
