package org.setol.models.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFolderTest {

    @TempDir
    private Path folder;

    @Test
    void appearsWholeOnCommit() throws Exception {
        Path target = folder.resolve("model");
        try (OutputFolder output = OutputFolder.open(target)) {
            Files.createDirectory(output.path().resolve("sub"));
            Files.writeString(output.path().resolve("sub/config.json"), "{}");
            assertThat(target).doesNotExist();
            output.commit();
        }
        assertThat(target.resolve("sub/config.json")).hasContent("{}");
        assertThat(folder.toFile().list()).containsExactly("model");
    }

    @Test
    void leavesNothingBehindWithoutCommit() throws Exception {
        try (OutputFolder output = OutputFolder.open(folder.resolve("model"))) {
            Files.createDirectory(output.path().resolve("sub"));
            Files.writeString(output.path().resolve("sub/config.json"), "{}");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void takesThePlaceOfAnEmptyFolderAlone() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        try (OutputFolder output = OutputFolder.open(empty)) {
            Files.writeString(output.path().resolve("a"), "1");
            output.commit();
        }
        assertThat(empty.resolve("a")).hasContent("1");
        assertThatThrownBy(() -> OutputFolder.open(empty))
                .hasMessageContaining("is not an empty folder; name a new one");
        assertThatThrownBy(() -> OutputFolder.open(empty.resolve("a"))).hasMessageContaining("is not an empty folder");
        assertThatThrownBy(() -> OutputFolder.open(folder.resolve("absent/model")))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("its folder does not exist");
    }
}
