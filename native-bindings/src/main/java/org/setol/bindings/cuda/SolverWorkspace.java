package org.setol.bindings.cuda;

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
        try (SizeTPointer onDevice = new SizeTPointer(1);
                SizeTPointer onHost = new SizeTPointer(1)) {
            CudaCalls.solver(query.ask(onDevice, onHost), name);
            long device = scope.device(onDevice.get());
            return new SolverWorkspace(
                    CudaPointers.at(device), onDevice.get(), CudaPointers.to(scope.host(onHost.get())), onHost.get());
        }
    }
}
