package org.setol.laboratory.results;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.setol.laboratory.journal.EpochRecord;
import org.setol.laboratory.train.Recipe;
import org.setol.laboratory.train.Recipe.Trained;
import org.setol.models.ModelException;

/**
 * All epochs of all runs as one CSV file: {@code rate,batch,trained,seed}, then the numbers by name, six significant
 * digits, nothing where there is none. Fields hold no commas, so none is quoted.
 */
public final class ResultTable {

    /** Its usual name. */
    public static final String FILE = "epochs.csv";

    private static final List<String> KEYS = List.of("rate", "batch", "trained", "seed");

    /** Times depend on the machine and would make equal runs differ. */
    private static final Set<String> LEFT_OUT = Set.of("seconds", "measure_seconds");

    private static final MathContext DIGITS = new MathContext(6);

    private ResultTable() {}

    /** The whole file. */
    public static String write(List<RunResult> runs) {
        Set<String> names = new LinkedHashSet<>();
        for (RunResult run : runs) {
            run.epochs().forEach(epoch -> names.addAll(epoch.values().keySet()));
        }
        names.removeAll(LEFT_OUT);
        StringBuilder text = new StringBuilder(String.join(",", KEYS) + "," + String.join(",", names) + "\n");
        for (RunResult run : runs) {
            Recipe recipe = run.recipe();
            String key = recipe.rate() + "," + recipe.batch() + ","
                    + recipe.trained().label() + "," + recipe.seed();
            for (EpochRecord epoch : run.epochs()) {
                text.append(key);
                names.forEach(name -> text.append(',').append(number(epoch.get(name))));
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value);
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return Math.abs(value) < 1e-4 ? rounded.toString() : rounded.toPlainString();
    }

    /**
     * Reads the file back.
     *
     * @throws ModelException when a line is none of this table
     */
    public static List<RunResult> read(Path file) throws IOException, ModelException {
        return parse(file, Files.readAllLines(file, StandardCharsets.UTF_8));
    }

    /** The runs as they come back from a file: what is published follows from what stands in the table. */
    public static List<RunResult> rounded(List<RunResult> runs) throws ModelException {
        return parse(Path.of(FILE), write(runs).lines().toList());
    }

    private static List<RunResult> parse(Path file, List<String> lines) throws ModelException {
        if (lines.isEmpty() || !lines.getFirst().startsWith(String.join(",", KEYS) + ",")) {
            throw damaged(file, 1);
        }
        String[] names = lines.getFirst().split(",", -1);
        Map<Recipe, List<EpochRecord>> epochs = new LinkedHashMap<>();
        for (int line = 1; line < lines.size(); line++) {
            String[] fields = lines.get(line).split(",", -1);
            try {
                epochs.computeIfAbsent(recipe(fields), recipe -> new ArrayList<>())
                        .add(record(names, fields));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw damaged(file, line + 1);
            }
        }
        return epochs.entrySet().stream()
                .map(run -> new RunResult(run.getKey(), run.getValue()))
                .toList();
    }

    private static ModelException damaged(Path file, int line) {
        return new ModelException.Malformed(file, "line " + line + " is not one of an epochs table", "write it again");
    }

    private static Recipe recipe(String[] fields) {
        return new Recipe(
                Double.parseDouble(fields[0]),
                Integer.parseInt(fields[1]),
                Trained.valueOf(fields[2].toUpperCase(Locale.ROOT)),
                Long.parseLong(fields[3]));
    }

    private static EpochRecord record(String[] names, String[] fields) {
        Map<String, Double> values = new LinkedHashMap<>();
        if (fields.length != names.length) {
            throw new IllegalArgumentException();
        }
        for (int k = KEYS.size(); k < names.length; k++) {
            if (!fields[k].isEmpty()) {
                values.put(names[k], Double.parseDouble(fields[k]));
            }
        }
        return new EpochRecord(values);
    }
}
