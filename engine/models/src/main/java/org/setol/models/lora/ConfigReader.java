package org.setol.models.lora;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.setol.models.MappedFile;
import org.setol.models.ModelException;
import org.setol.models.Quoted;
import org.setol.models.StrictJson;

/** Reads {@code adapter_config.json}. What it holds beyond the updates' form is passed over. */
final class ConfigReader {

    private static final String LORA = "LORA";
    private static final int MOST = 1 << 20;

    /** Switches of variants whose update is not the scaled product, and what they are. */
    private static final Map<String, String> VARIANTS = Map.of(
            "use_dora", "DoRA rescales every row of the sum of base and product",
            "use_qalora", "QALoRA adds the product to pooled inputs",
            "use_bdlora", "BD-LoRA's factors are block-diagonal",
            "kasa_config", "KaSA puts a diagonal between the factors and truncates the base",
            "monteclora_config", "MonteCLoRA samples its factors",
            "arrow_config", "Arrow mixes several adapters");

    private final MappedFile file;
    private int rank;
    private double alpha = Double.NaN;
    private boolean rankStabilised;
    private boolean fanInFanOut;
    private String type = "";
    private String initialisation = "";
    private Optional<String> variant = Optional.empty();
    private Map<String, Double> ranks = Map.of();
    private Map<String, Double> alphas = Map.of();

    private ConfigReader(MappedFile file) {
        this.file = file;
    }

    static AdapterConfig read(MappedFile file) throws ModelException {
        ConfigReader reader = new ConfigReader(file);
        try (StrictJson json = new StrictJson(file, "the adapter's configuration", file.bytes())) {
            json.beginObject("the document");
            while (json.nextKey()) {
                reader.field(json, json.key());
            }
            json.end();
        }
        return reader.config();
    }

    private void field(StrictJson json, String key) throws ModelException {
        switch (key) {
            case "peft_type" -> type = json.scalarText();
            case "r" -> rank = (int) within(number(json, key), key, 1);
            case "lora_alpha" -> alpha = number(json, key);
            case "use_rslora" -> rankStabilised = json.nextIsSet();
            case "fan_in_fan_out" -> fanInFanOut = json.nextIsSet();
            case "init_lora_weights" -> initialisation = json.scalarText();
            case "rank_pattern" -> ranks = patterns(json, key, 1);
            case "alpha_pattern" -> alphas = patterns(json, key, -MOST);
            default -> {
                boolean set = json.nextIsSet();
                if (set && VARIANTS.containsKey(key)) {
                    variant = Optional.ofNullable(VARIANTS.get(key));
                }
            }
        }
    }

    private Map<String, Double> patterns(StrictJson json, String what, int least) throws ModelException {
        Map<String, Double> values = new LinkedHashMap<>();
        if (!json.nextIsNull()) {
            json.beginHere(what);
            while (json.nextKey()) {
                String pattern = json.key();
                values.put(pattern, within(number(json, what), what, least));
            }
        }
        return values;
    }

    private double number(StrictJson json, String what) throws ModelException {
        String text = json.scalarText();
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, together with numbers that are not finite.
        }
        throw malformed(what + " should be a number, not " + Quoted.of(text));
    }

    private double within(double value, String what, int least) throws ModelException {
        if (value >= least && value <= MOST && (least < 1 || value == Math.rint(value))) {
            return value;
        }
        throw malformed(what + " is " + value);
    }

    private AdapterConfig config() throws ModelException {
        if (!type.equals(LORA)) {
            throw new ModelException.Unsupported(
                    file.path(),
                    type.isEmpty() ? "states no peft_type" : "is of type " + Quoted.oneLine(type) + ", not LORA",
                    "give a LoRA adapter, or merge this one into its base and use --base");
        }
        if (rank == 0 || Double.isNaN(alpha)) {
            throw malformed("states no " + (rank == 0 ? "r" : "lora_alpha"));
        }
        return new AdapterConfig(
                rank,
                alpha,
                rankStabilised,
                fanInFanOut,
                initialisation,
                variant,
                new ModulePatterns(file, ranks),
                new ModulePatterns(file, alphas));
    }

    private ModelException malformed(String problem) {
        return new ModelException.Malformed(file.path(), problem, "write it with PEFT's save_pretrained");
    }
}
