package org.setol.analysis.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.Device;
import org.setol.spectra.backend.JavaBackend;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

final class DeviceRunTest {

    private static final int LANES = 2;
    private static final long PLENTY = 1L << 30;
    private static final SpectrumRequest REQUEST = new SpectrumRequest(3, 2, Precision.FLOAT64, 1);

    @Test
    void theDeviceTakesTheCostliestFirst() {
        DeviceQueue queue = new DeviceQueue(tasks(5, 3, 2), PLENTY);
        assertThat(queue.forDevice()).extracting(Task::cost).containsExactly(5.0);
        assertThat(queue.forDevice()).extracting(Task::cost).containsExactly(3.0);
        assertThat(queue.forDevice()).extracting(Task::cost).containsExactly(2.0);
        assertThat(queue.forDevice()).isEmpty();
    }

    /** The device does 10 in a second; three lanes' worth of work waits. A core is timed at 1 and then at 100 in a second. */
    @Test
    void aCoreTakesTheCheapestWhileItWouldBeDoneBeforeTheDevice() throws Exception {
        DeviceQueue queue = new DeviceQueue(tasks(30, 20, 8), PLENTY);
        queue.doneOnDevice(List.of(task(10)), 1_000_000_000);
        queue.doneOnCore(task(1), 1_000_000_000);
        assertThat(queue.forCore(LANES)).as("8 s against 58 / 10 / 2 s").isEmpty();
        queue.doneOnCore(task(199), 1_000_000_000);
        assertThat(queue.forCore(LANES)).get().satisfies(task -> {
            assertThat(task.cost()).isEqualTo(8);
            assertThat(task.deviceLanes()).as("without the device").isZero();
        });
        assertThat(queue.forCore(LANES)).map(Task::cost).contains(20.0);
        assertThat(queue.forCore(LANES)).map(Task::cost).contains(30.0);
        assertThat(queue.forCore(LANES)).isEmpty();
    }

    /** Plain Java needs minutes for what a device does in a blink. */
    @Test
    void aCoreWithoutANativeLibraryLeavesAllToTheDevice() throws Exception {
        DeviceQueue queue = new DeviceQueue(List.of(task(30), task(8, new JavaBackend())), PLENTY);
        assertThat(queue.forCore(LANES))
                .as("and does not wait to learn how fast the device is")
                .isEmpty();
        queue.doneOnDevice(List.of(task(10)), 1_000_000_000);
        assertThat(queue.forCore(LANES)).isEmpty();
    }

    @Test
    void everyTaskIsDoneOnceByDeviceOrCore() throws Exception {
        List<Task> done = Collections.synchronizedList(new ArrayList<>());
        List<Task> all = tasks(IntStream.range(0, 200).map(i -> 200 - i).toArray());
        ExecutorService cores = Executors.newFixedThreadPool(3);
        try (DeviceRun run = DeviceRun.start(all, PLENTY, done::addAll)) {
            run.help(cores, 3);
            run.await();
        } finally {
            cores.shutdownNow();
        }
        assertThat(done)
                .extracting(Task::cost)
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(Task::cost).toList());
    }

    @Test
    void withoutHelpTheDeviceDoesAll() throws Exception {
        List<Task> done = Collections.synchronizedList(new ArrayList<>());
        try (DeviceRun run = DeviceRun.start(tasks(9, 8, 7, 6, 5), PLENTY, done::addAll)) {
            run.await();
        }
        assertThat(done).hasSize(5).allMatch(task -> task.deviceLanes() == LANES);
    }

    @Test
    void tasksOfTheProcessorAreNotTouched() throws Exception {
        List<Task> done = new ArrayList<>();
        try (DeviceRun run = DeviceRun.start(List.of(task(4).onProcessor()), PLENTY, done::addAll);
                ExecutorService cores = Executors.newSingleThreadExecutor()) {
            run.help(cores, 1);
            run.await();
        }
        assertThat(done).isEmpty();
    }

    @Test
    void aFaultOnALaneEndsTheRunAndNobodyWaitsForever() {
        ExecutorService cores = Executors.newFixedThreadPool(2);
        try (DeviceRun run = DeviceRun.start(tasks(5, 4, 3, 2, 1), PLENTY, task -> {
            throw new IllegalStateException("no " + task);
        })) {
            run.help(cores, 2);
            assertThatThrownBy(run::await).isInstanceOf(IllegalStateException.class);
        } finally {
            cores.shutdownNow();
        }
    }

    private static List<Task> tasks(int... costs) {
        return IntStream.of(costs).mapToObj(DeviceRunTest::task).toList();
    }

    private static Task task(int cost) {
        return task(cost, new Somewhere("native", Device.CPU));
    }

    private static Task task(int cost, SpectrumBackend processor) {
        Route route = Route.of(REQUEST, new Somewhere("device", Device.GPU), processor);
        return new SliceTask(0, 0, new Zeros(), route, cost);
    }

    private record Zeros() implements MatrixSource {

        @Override
        public int rows() {
            return REQUEST.rows();
        }

        @Override
        public int cols() {
            return REQUEST.cols();
        }

        @Override
        public ElementType elementType() {
            return ElementType.FLOAT64;
        }

        @Override
        public void copyTo(Matrix target) {
            target.segment().fill((byte) 0);
        }
    }

    private record Somewhere(String name, Device device) implements SpectrumBackend {

        @Override
        public BackendStatus status() {
            return new BackendStatus.Available("stub", "1", "none", LANES);
        }

        @Override
        public boolean accepts(SpectrumRequest request) {
            return true;
        }

        @Override
        public long workspaceBytes(SpectrumRequest request) {
            return 1;
        }

        @Override
        public SpectrumOutcome singularValues(Matrix a, SpectrumRequest request) {
            throw new AssertionError("these tests run no task");
        }

        @Override
        public double noiseFloor(SpectrumRequest request) {
            return 1e-12;
        }
    }
}
