package org.setol.tests.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.laboratory.report.Report;
import org.setol.laboratory.results.RunFolders;
import org.setol.laboratory.results.Weights;
import org.setol.laboratory.train.StopRule;

/** The published table of claims and every figure follow from the published numbers, byte for byte. */
final class PublishedResultsTest {

    private static final Path PUBLISHED =
            Path.of("..", "benchmarks", "results", "mlp3").toAbsolutePath().normalize();

    private static final long LARGEST = 2_000_000;

    @Test
    void claimsAndFiguresFollowFromTheNumbers(@TempDir Path folder) throws Exception {
        Report.of(new RunFolders(PUBLISHED), StopRule.PAPER, Weights.LAST).write(folder);
        List<String> written = names(folder);
        assertThat(written).contains("claims.md", "epochs.csv", "spectra.csv", "fig14.svg", "fig20.svg");
        for (String name : written) {
            assertThat(PUBLISHED.resolve(name)).as(name).hasSameTextualContentAs(folder.resolve(name));
        }
        assertThat(names(PUBLISHED).stream().filter(name -> !name.equals("README.md")))
                .containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void thePageShowsEveryFigureAndTheTable() throws IOException {
        String page = Files.readString(PUBLISHED.resolve("README.md"));
        for (String name : names(PUBLISHED)) {
            if (!name.equals("README.md")) {
                assertThat(page).contains("(" + name + ")");
            }
        }
    }

    @Test
    void theyAreSmall() throws IOException {
        long bytes = 0;
        for (String name : names(PUBLISHED)) {
            bytes += Files.size(PUBLISHED.resolve(name));
        }
        assertThat(bytes).isLessThan(LARGEST);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
