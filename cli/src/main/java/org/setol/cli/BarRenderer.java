package org.setol.cli;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/** {@code setol  16% [#####         ] 0:09 left  1/6 layer.1}: the library's own shows its steps, which mean nothing here. */
final class BarRenderer implements ProgressBarRenderer {

    private static final int CELLS = 30;
    private static final int SECONDS_PER_MINUTE = 60;

    @Override
    public String render(ProgressState state, int maxLength) {
        double part = Math.clamp(state.getNormalizedProgress(), 0.0, 1.0);
        int full = (int) (part * CELLS);
        String line = String.format(
                Locale.ROOT,
                "setol %3d%% [%s%s] %s %s",
                (int) (100 * part),
                "#".repeat(full),
                " ".repeat(CELLS - full),
                left(part, state.getTotalElapsed()),
                state.getExtraMessage());
        return line.substring(0, Math.min(line.length(), Math.max(0, maxLength)));
    }

    private static String left(double part, Duration elapsed) {
        if (part == 0) {
            return "";
        }
        long seconds = Math.round(elapsed.toMillis() * 1e-3 * (1 - part) / part);
        return String.format(Locale.ROOT, "%d:%02d left", seconds / SECONDS_PER_MINUTE, seconds % SECONDS_PER_MINUTE);
    }
}
