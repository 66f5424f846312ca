package org.setol.models.pairs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.setol.models.Tensor;

/**
 * The names under which a tensor is looked for in another file, which may be of another format. Names are split into
 * parts at dots, slashes and colons; what says no more than "a parameter" or "the operator's input" is dropped from
 * their end, so that {@code encoder.layer.0.query.weight}, {@code /encoder/layer.0/query/MatMul} and {@code
 * encoder/layer.0/query/kernel:0} are one name.
 *
 * @param tensor as the file has it; empty when an exporter made it up ({@code onnx::MatMul_1234}): such numbers mean
 *     another tensor in every file
 * @param key the parts that count, joined by dots
 * @param path the same of the graph's node; the key where there is no graph
 */
public record LayerName(String tensor, String key, String path) {

    private static final Pattern BREAK = Pattern.compile("[./:]+");
    private static final Pattern PARAMETER = Pattern.compile("weight|kernel|w_\\d+|w");
    private static final Pattern OUTPUT_NUMBER = Pattern.compile(":\\d+$");
    private static final Pattern MADE_UP = Pattern.compile("onnx::.*|\\d+|.*val_\\d+");
    private static final Pattern COUNTED = Pattern.compile("_\\d+$");

    /** Of a tensor in a file. */
    public static LayerName of(Tensor tensor) {
        String path = node(tensor);
        if (MADE_UP.matcher(tensor.name()).matches() && !path.isEmpty()) {
            return new LayerName("", path, path);
        }
        String key = key(tensor.name());
        return new LayerName(tensor.name(), key, path.isEmpty() ? key : path);
    }

    /** Of a module that is known by name alone. */
    public static LayerName of(String module) {
        String key = key(module);
        return new LayerName(module, key, key);
    }

    /** The key of a name. */
    static String key(String name) {
        List<String> parts = parts(OUTPUT_NUMBER.matcher(name).replaceFirst(""));
        if (parts.size() > 1 && PARAMETER.matcher(parts.getLast()).matches()) {
            parts.removeLast();
        }
        return parts.isEmpty() ? name : String.join(".", parts);
    }

    /** The key of the node's path, without the operator at its end ({@code MatMul}, {@code Conv_2}). */
    private static String node(Tensor tensor) {
        List<String> parts = parts(tensor.path());
        if (parts.size() > 1
                && COUNTED.matcher(parts.getLast()).replaceFirst("").equals(tensor.operator())) {
            parts.removeLast();
        }
        return String.join(".", parts);
    }

    private static List<String> parts(String name) {
        return new ArrayList<>(Arrays.stream(BREAK.split(name, -1))
                .filter(part -> !part.isEmpty())
                .toList());
    }

    /** What is left of the key when one part after the other is taken from its front. */
    List<String> endings() {
        List<String> endings = new ArrayList<>();
        for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
            endings.add(key.substring(dot + 1));
        }
        return endings;
    }
}
