package org.setol.spectra.kernels;

import java.util.Locale;

/**
 * Which kernels this JVM runs and why: decided once, at first use. The system property {@value #PROPERTY} forces a
 * choice ({@code scalar}, {@code vector} for the CPU's own width, {@code 128}, {@code 256}, {@code 512}; {@code auto} is
 * the default); a forced choice that cannot run is an error, an automatic one falls back to scalar and says so in {@link
 * #reason}.
 *
 * @param bits vector width, 0 for scalar
 * @param forced whether it holds from the first value on; else vectors wait for work, see {@link KernelTier}
 * @param reason one line for {@code setol backends}
 */
record KernelChoice(int bits, boolean forced, String reason) {

    static final String PROPERTY = "setol.kernels";

    private static final String MODULE = "jdk.incubator.vector";

    static final KernelChoice CURRENT = choose(System.getProperty(PROPERTY, "auto"));

    static KernelChoice choose(String wanted) {
        return switch (wanted.toLowerCase(Locale.ROOT)) {
            case "auto" -> automatic();
            case "scalar" -> new KernelChoice(0, true, "forced by -D" + PROPERTY + "=scalar");
            case "vector", "128", "256", "512" -> forced(wanted);
            default ->
                throw new IllegalArgumentException(
                        "-D" + PROPERTY + "=" + wanted + ": expected auto, scalar, vector, 128, 256 or 512");
        };
    }

    private static KernelChoice automatic() {
        if (!moduleResolved()) {
            return new KernelChoice(
                    0, false, "scalar: start java with --add-modules " + MODULE + " for the vector kernels");
        }
        int bits = preferredBits();
        return bits < 128
                ? new KernelChoice(0, false, "scalar: this CPU has no vectors of 128 bits or more")
                : new KernelChoice(bits, false, "the CPU's preferred width, once there is work enough");
    }

    private static KernelChoice forced(String wanted) {
        if (!moduleResolved()) {
            throw new IllegalStateException("-D" + PROPERTY + "=" + wanted + " needs java --add-modules " + MODULE);
        }
        int bits = wanted.equals("vector") ? Math.max(128, preferredBits()) : Integer.parseInt(wanted);
        return new KernelChoice(bits, true, "forced by -D" + PROPERTY + "=" + wanted);
    }

    private static boolean moduleResolved() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /** In a method of its own class so that a JVM without the module never links it. */
    private static int preferredBits() {
        return PreferredWidth.bits();
    }
}
