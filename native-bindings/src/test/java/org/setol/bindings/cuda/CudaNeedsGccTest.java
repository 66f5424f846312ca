package org.setol.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Says aloud what the other tests of this package do without on a machine without gcc: a skipped test is easily missed. */
final class CudaNeedsGccTest {

    @Test
    void theStubsAreBuiltWhereverTheyCanBe() {
        if (!StubLibraries.canBuild()) {
            System.err.println("WARNING: no gcc on Linux x86-64: the CUDA backends are not tested here");
            return;
        }
        assertThat(StubLibraries.folder()).isDirectoryContaining("glob:**libcusolver.so.12");
        assertThat(StubLibraries.engine().cuda().devices()).hasSize(1);
    }
}
