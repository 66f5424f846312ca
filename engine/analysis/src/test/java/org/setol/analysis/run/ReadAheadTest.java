package org.setol.analysis.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.setol.models.ModelPages;
import org.setol.spectra.backend.Accuracy;
import org.setol.spectra.backend.Route;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;

@Timeout(30)
final class ReadAheadTest {

    private static final ModelPages NO_PAGES = new ModelPages(List.of());

    private final BlockingQueue<Integer> read = new LinkedBlockingQueue<>();

    /** Weights that only say that they are read ahead; number 13 lies on a page that cannot be read. */
    private record Numbered(int number, BlockingQueue<Integer> read) implements MatrixSource {
        @Override
        public int rows() {
            return 1;
        }

        @Override
        public int cols() {
            return 1;
        }

        @Override
        public ElementType elementType() {
            return ElementType.FLOAT32;
        }

        @Override
        public void copyTo(Matrix target) {
            throw new AssertionError("not to be computed here");
        }

        @Override
        public long readAhead() {
            read.add(number);
            if (number == 13) {
                throw new InternalError("planted");
            }
            return 1;
        }
    }

    private List<Task> tasks(int... numbers) {
        return IntStream.of(numbers)
                .<Task>mapToObj(number ->
                        new SliceTask(0, number, new Numbered(number, read), new Route(List.of(), Accuracy.FAST), 1))
                .toList();
    }

    private @Nullable Integer next() throws InterruptedException {
        return read.poll(10, TimeUnit.SECONDS);
    }

    private @Nullable Integer nothingMore() throws InterruptedException {
        return read.poll(100, TimeUnit.MILLISECONDS);
    }

    @Test
    void itStaysSoManyTasksAheadInTheirOrder() throws Exception {
        try (ReadAhead reading = ReadAhead.start(tasks(5, 3, 8, 1), NO_PAGES, 2)) {
            assertThat(next()).isEqualTo(5);
            assertThat(next()).isEqualTo(3);
            assertThat(nothingMore())
                    .as("two ahead of none that has been started")
                    .isNull();
            reading.started();
            assertThat(next()).isEqualTo(8);
            assertThat(nothingMore()).isNull();
            reading.started();
            reading.started();
            assertThat(next()).isEqualTo(1);
        }
    }

    @Test
    void closingEndsIt() throws Exception {
        ReadAhead reading = ReadAhead.start(tasks(1, 2), NO_PAGES, 1);
        assertThat(next()).isEqualTo(1);
        reading.close();
        reading.started();
        assertThat(nothingMore()).isNull();
    }

    @Test
    void aPageThatCannotBeReadIsLeftToWhoComputesWithIt() throws Exception {
        try (ReadAhead reading = ReadAhead.start(tasks(13, 2), NO_PAGES, 2)) {
            reading.started();
            assertThat(next()).isEqualTo(13);
            assertThat(nothingMore())
                    .as("it has given up, and nothing else has")
                    .isNull();
        }
    }
}
