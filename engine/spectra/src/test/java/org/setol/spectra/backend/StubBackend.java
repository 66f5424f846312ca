package org.setol.spectra.backend;

import java.util.function.Function;
import org.setol.spectra.matrix.Matrix;

/** A backend that answers what a test wants and counts how often it was asked. */
final class StubBackend implements SpectrumBackend {

    private final String name;
    private final Function<SpectrumRequest, SpectrumOutcome> answer;
    private BackendStatus status = new BackendStatus.Available("stub", "1", "none", 1);
    private boolean accepting = true;
    private double noiseFloor = 1e-12;
    private Device device = Device.CPU;
    private int calls;
    private long workspace = 1000;

    private StubBackend(String name, Function<SpectrumRequest, SpectrumOutcome> answer) {
        this.name = name;
        this.answer = answer;
    }

    static StubBackend returning(String name, double... values) {
        return new StubBackend(name, request -> SpectrumResult.unchecked(values.clone(), name, "stub", request));
    }

    static StubBackend answering(String name, Function<SpectrumRequest, SpectrumOutcome> answer) {
        return new StubBackend(name, answer);
    }

    static StubBackend notConverging(String name) {
        return new StubBackend(name, request -> new SpectrumFailure(SpectrumFailure.Reason.NOT_CONVERGED, "info = 3"));
    }

    StubBackend unavailable(BackendStatus.Unavailable why) {
        status = why;
        return this;
    }

    StubBackend refusing() {
        accepting = false;
        return this;
    }

    StubBackend onDevice() {
        device = Device.GPU;
        return this;
    }

    StubBackend withNoiseFloor(double floor) {
        noiseFloor = floor;
        return this;
    }

    StubBackend withWorkspace(long bytes) {
        workspace = bytes;
        return this;
    }

    int calls() {
        return calls;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public BackendStatus status() {
        return status;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public boolean accepts(SpectrumRequest request) {
        return accepting;
    }

    @Override
    public long workspaceBytes(SpectrumRequest request) {
        return workspace;
    }

    @Override
    public SpectrumOutcome singularValues(Matrix a, SpectrumRequest request) {
        calls++;
        a.segment().fill((byte) 0xff); // the contract: the matrix is destroyed
        return answer.apply(request);
    }

    @Override
    public double noiseFloor(SpectrumRequest request) {
        return noiseFloor;
    }
}
