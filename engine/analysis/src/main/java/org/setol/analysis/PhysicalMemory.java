package org.setol.analysis;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much memory this machine, or the container it runs in, has. */
public final class PhysicalMemory {

    private PhysicalMemory() {}

    /** Bytes in all, used or not. */
    public static long bytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
