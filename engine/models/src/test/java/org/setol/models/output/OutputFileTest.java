package org.setol.models.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFileTest {

    @TempDir
    private Path folder;

    @Test
    void appearsWholeOnCommit() throws Exception {
        Path target = Files.writeString(folder.resolve("r.json"), "old");
        try (OutputFile file = OutputFile.open(target)) {
            file.stream().write("new".getBytes(StandardCharsets.UTF_8));
            assertThat(target).hasContent("old");
            file.commit();
        }
        assertThat(target).hasContent("new");
        assertThat(folder.toFile().list()).containsExactly("r.json");
    }

    @Test
    void leavesNothingBehindAndWhatWasThereAloneWithoutCommit() throws Exception {
        Path target = Files.writeString(folder.resolve("r.json"), "old");
        try (OutputFile file = OutputFile.open(target)) {
            file.stream().write(new byte[1 << 20]);
        }
        assertThat(target).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("r.json");
    }

    @Test
    void aPrivateFileStaysPrivate() throws Exception {
        Path target = Files.writeString(folder.resolve("r.json"), "old");
        Set<PosixFilePermission> mine = PosixFilePermissions.fromString("rw-------");
        Files.setPosixFilePermissions(target, mine);
        try (OutputFile file = OutputFile.open(target)) {
            file.commit();
        }
        assertThat(Files.getPosixFilePermissions(target)).isEqualTo(mine);
    }

    @Test
    void aLinkToAFileThatIsNotThereYetStaysOne() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), Path.of("r.json"));
        try (OutputFile file = OutputFile.open(link)) {
            file.stream().write("new".getBytes(StandardCharsets.UTF_8));
            file.commit();
        }
        assertThat(link).isSymbolicLink();
        assertThat(folder.resolve("r.json")).hasContent("new");
    }

    @Test
    void saysWhatIsWrongWithAPlaceInOneLine() {
        assertThatThrownBy(() -> OutputFile.open(folder.resolve("absent/r.json")))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("its folder does not exist");
        assertThatThrownBy(() -> OutputFile.open(folder)).hasMessageContaining("is a folder; name a file in it");
    }
}
