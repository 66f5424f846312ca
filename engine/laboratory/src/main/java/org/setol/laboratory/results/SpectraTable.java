package org.setol.laboratory.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.setol.laboratory.train.Recipe;
import org.setol.models.ModelException;

/** A few spectra as a CSV file, one a line: {@code run,own|permuted}, then the eigenvalues, five significant digits. */
public final class SpectraTable {

    /** Its usual name. */
    public static final String FILE = "spectra.csv";

    private static final String OWN = "own";
    private static final String PERMUTED = "permuted";

    private SpectraTable() {}

    /** The whole file. */
    public static String write(List<Spectra> spectra) {
        StringBuilder text = new StringBuilder();
        for (Spectra one : spectra) {
            line(text, one.recipe(), OWN, one.own());
            line(text, one.recipe(), PERMUTED, one.permuted());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, Recipe recipe, String kind, double[] values) {
        text.append(recipe.name()).append(',').append(kind).append(',');
        text.append(DoubleStream.of(values)
                .mapToObj(value -> String.format(Locale.ROOT, "%.5g", value))
                .collect(Collectors.joining(",")));
        text.append('\n');
    }

    /**
     * Reads the file back.
     *
     * @throws ModelException when a line is none of this table
     */
    public static List<Spectra> read(Path file) throws IOException, ModelException {
        return parse(file, Files.readAllLines(file, StandardCharsets.UTF_8));
    }

    /** The spectra as they come back from a file. */
    public static List<Spectra> rounded(List<Spectra> spectra) throws ModelException {
        return parse(Path.of(FILE), write(spectra).lines().toList());
    }

    private static List<Spectra> parse(Path file, List<String> lines) throws ModelException {
        List<Spectra> spectra = new ArrayList<>();
        for (int line = 0; line + 1 < lines.size(); line += 2) {
            String[] own = lines.get(line).split(",", -1);
            String[] permuted = lines.get(line + 1).split(",", -1);
            Optional<Recipe> recipe = Recipe.parse(own[0]);
            try {
                spectra.add(new Spectra(recipe.orElseThrow(), numbers(own), numbers(permuted)));
            } catch (IllegalArgumentException | NoSuchElementException | NegativeArraySizeException e) {
                throw new ModelException.Malformed(
                        file, "line " + (line + 1) + " is not one of a spectra table", "write it again");
            }
        }
        return spectra;
    }

    private static double[] numbers(String[] fields) {
        double[] numbers = new double[fields.length - 2];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = Double.parseDouble(fields[k + 2]);
        }
        return numbers;
    }
}
