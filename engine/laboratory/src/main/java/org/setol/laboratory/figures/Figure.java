package org.setol.laboratory.figures;

import java.util.List;
import org.setol.laboratory.draw.Panel;
import org.setol.laboratory.draw.Svg;

/**
 * One figure.
 *
 * @param name of its file without suffix, {@code fig14}
 * @param caption one line
 * @param columns panels in a row
 */
public record Figure(String name, String caption, List<Panel> panels, int columns) {

    public Figure {
        panels = List.copyOf(panels);
    }

    public String svg() {
        return Svg.of(panels, columns);
    }

    boolean hasPoints() {
        return panels.stream()
                .flatMap(panel -> panel.series().stream())
                .anyMatch(series -> !series.points().isEmpty());
    }
}
