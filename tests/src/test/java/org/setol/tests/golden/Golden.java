package org.setol.tests.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;

/** Files beside these tests: golden data and the small models they belong to. */
final class Golden {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Golden() {}

    /** {@code minilm.base} and the like. */
    static JsonNode read(String name) throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name + ".json")) {
            return MAPPER.readTree(Objects.requireNonNull(in, name));
        }
    }

    /** A report of ours as JSON, by way of the text that users get. */
    static JsonNode parse(String json) throws IOException {
        return MAPPER.readTree(json);
    }

    /** A packed model. */
    static Path model(String name) {
        return Path.of("src/test/resources/models", name).toAbsolutePath();
    }

    /** mlp3-lr16, which the command line packs in as its demo. */
    static Path demoModel() {
        return Path.of("../cli/src/main/resources/org/setol/cli/demo.safetensors")
                .toAbsolutePath()
                .normalize();
    }
}
