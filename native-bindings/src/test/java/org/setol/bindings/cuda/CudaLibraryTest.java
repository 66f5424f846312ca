package org.setol.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A function that is called without having been looked for would end the process where it is missing. */
final class CudaLibraryTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "org", "setol", "bindings", "cuda");

    static boolean areSourcesHere() {
        return Files.isDirectory(SOURCES);
    }

    @EnabledIf(value = "areSourcesHere", disabledReason = "the sources are not where this runs; a build has them")
    @ParameterizedTest
    @CsvSource({"cudart, RUNTIME", "cublas, BLAS", "cusolver, SOLVER"})
    void everyFunctionThatIsCalledIsLookedFor(String global, CudaLibrary library) throws IOException {
        assertThat(calls(global)).isNotEmpty().isEqualTo(new TreeSet<>(library.symbols()));
    }

    /** Functions of a JavaCPP class that the sources call. */
    private static Set<String> calls(String global) throws IOException {
        Pattern call = Pattern.compile("\\b" + global + "\\.(cu\\w+)\\(");
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                Matcher matcher = call.matcher(Files.readString(file));
                while (matcher.find()) {
                    names.add(matcher.group(1));
                }
            }
        }
        return names;
    }
}
