package org.setol.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.matrix.Precision;

final class DeviceTableTest {

    private static final DeviceTable TABLE = new DeviceTable(List.of(
            new DeviceTable.Entry("cuda-gram", Precision.FLOAT32, 256, 0.02),
            new DeviceTable.Entry("lapack-gram", Precision.FLOAT32, 256, 0.01),
            new DeviceTable.Entry("cuda-gram", Precision.FLOAT32, 1024, 0.03),
            new DeviceTable.Entry("cuda-gesvdp", Precision.FLOAT32, 1024, 0.04),
            new DeviceTable.Entry("cuda-syev-batched", Precision.FLOAT32, 256, 0.001, true),
            new DeviceTable.Entry("lapack-gram", Precision.FLOAT64, 1024, 0.5)));

    @TempDir
    private Path folder;

    @Test
    void theFastestOfTheNextLargerSizeIsChosen() {
        assertThat(TABLE.fastest(Precision.FLOAT32, 10, 1)).contains("lapack-gram");
        assertThat(TABLE.fastest(Precision.FLOAT32, 256, 1)).contains("lapack-gram");
        assertThat(TABLE.fastest(Precision.FLOAT32, 257, 1)).contains("cuda-gram");
        assertThat(TABLE.fastest(Precision.FLOAT32, 5000, 1)).contains("cuda-gram");
        assertThat(TABLE.fastest(Precision.FLOAT64, 5000, 1)).contains("lapack-gram");
        assertThat(TABLE.fastest(Precision.FLOAT32, 200, DeviceTable.BATCH)).contains("cuda-syev-batched");
        assertThat(TABLE.fastest(Precision.FLOAT32, 300, DeviceTable.BATCH)).contains("cuda-gram");
        assertThat(new DeviceTable(List.of()).fastest(Precision.FLOAT64, 5, 1)).isEmpty();
    }

    @Test
    void aTableComesBackFromItsFile() {
        Path file = folder.resolve("deep/er/table.properties");
        TABLE.write(file);
        assertThat(DeviceTable.read(file))
                .get()
                .satisfies(table -> assertThat(table.entries()).containsExactlyInAnyOrderElementsOf(TABLE.entries()));
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.tmp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "a.one.float32.256=x",
                "a.one.float31.256=1",
                "a.one.float32.256=-1",
                "a.float32.2=1"
            })
    void aFileThatIsNoTableIsAsGoodAsNone(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("table.properties"), content);
        assertThat(DeviceTable.read(file)).isEmpty();
        assertThat(DeviceTable.read(folder.resolve("none"))).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoFailure() throws Exception {
        Path file = Files.createFile(folder.resolve("a-file"));
        TABLE.write(file.resolve("table.properties"));
        assertThat(file).isEmptyFile();
    }
}
