package org.setol.models.lora;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of an adapter's tensor says: {@code base_model.model.MODULE.lora_A.weight}, with the adapter's own name
 * before {@code .weight} when it was not saved by PEFT itself; {@code MODULE.lora_embedding_A} for tables.
 *
 * @param module the module in the base
 * @param adapter the adapter's own name, mostly empty
 * @param embedding whether it belongs to a table
 * @param isA lora_A, else lora_B
 */
record FactorName(String module, String adapter, boolean embedding, boolean isA) {

    static final String PREFIX = "base_model.model.";

    private static final Pattern FORM =
            Pattern.compile("(.+)\\.lora_(embedding_)?([AB])(?:\\.((?!weight$|bias$)[^.]+))?(?:\\.weight)?");

    /** Empty when the tensor is no factor. */
    static Optional<FactorName> parse(String tensor) {
        Matcher matcher = FORM.matcher(tensor);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String adapter = Optional.ofNullable(matcher.group(4)).orElse("");
        return Optional.of(new FactorName(
                withoutPrefix(matcher.group(1)),
                adapter,
                matcher.group(2) != null,
                matcher.group(3).equals("A")));
    }

    static String withoutPrefix(String name) {
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }
}
