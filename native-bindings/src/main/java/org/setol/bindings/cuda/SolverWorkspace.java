package org.setol.bindings.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;

/** What a routine of cuSOLVER's 64-bit interface has asked for: bytes on the device and on the host, until the scope closes. */
record SolverWorkspace(Pointer device, long deviceBytes, Pointer host, long hostBytes) {

    /** A {@code _bufferSize} function with all arguments but the two that it writes to. */
    @FunctionalInterface
    interface Query {
        int ask(SizeTPointer onDevice, SizeTPointer onHost);
    }

    /** @param name of the query, for messages */
    static SolverWorkspace of(DeviceScope scope, String name, Query query) throws CudaException {
        MemorySegment onDevice = scope.host(Long.BYTES);
        MemorySegment onHost = scope.host(Long.BYTES);
        CudaCalls.solver(query.ask(CudaPointers.sizes(onDevice.address()), CudaPointers.sizes(onHost.address())), name);
        long deviceBytes = onDevice.get(ValueLayout.JAVA_LONG, 0);
        long hostBytes = onHost.get(ValueLayout.JAVA_LONG, 0);
        return new SolverWorkspace(
                CudaPointers.at(scope.device(deviceBytes)),
                deviceBytes,
                CudaPointers.to(scope.host(hostBytes)),
                hostBytes);
    }
}
