package org.setol.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import org.setol.analysis.Progress;
import org.setol.analysis.report.LayerIdentity;

/** A bar on stderr with the layer just finished and the time left, which follows the layers' cost, not their number. */
final class TerminalProgress implements Progress {

    /** Cost is counted in millionths of the whole, since a bar counts in whole steps. */
    private static final long STEPS = 1_000_000;

    private static final int WIDTH = 100;
    private static final int REFRESH_MILLIS = 100;
    private static final int NAME_WIDTH = 36;

    private @Nullable ProgressBar bar;
    private double total;
    private double done;
    private int layers;
    private int finished;

    @Override
    public synchronized void started(String model, int count, double cost) {
        total = Math.max(1, cost);
        done = 0;
        finished = 0;
        layers = count;
        bar = new ProgressBarBuilder()
                .setTaskName("setol")
                .setInitialMax(STEPS)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setRenderer(new BarRenderer())
                .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    public synchronized void finished(LayerIdentity layer, double cost) {
        done += cost;
        finished++;
        if (bar != null) {
            bar.stepTo(Math.min(STEPS, Math.round(STEPS * done / total)));
            bar.setExtraMessage(" " + finished + "/" + layers + " " + shortened(layer.longname()));
        }
    }

    @Override
    public synchronized void ended() {
        if (bar != null) {
            bar.close();
        }
    }

    private static String shortened(String name) {
        String line = OneLine.of(name);
        return line.length() <= NAME_WIDTH ? line : "…" + line.substring(line.length() - NAME_WIDTH + 1);
    }
}
