package org.setol.laboratory.figures;

import java.util.List;
import org.setol.laboratory.draw.Panel;
import org.setol.laboratory.draw.Svg;

/**
 * One figure.
 *
 * @param name of its file without suffix, {@code fig14}
 * @param caption one line
 * @param panels those that have something to show
 * @param columns panels in a row
 */
public record Figure(String name, String caption, List<Panel> panels, int columns) {

    public Figure {
        panels = panels.stream().filter(Panel::hasPoints).toList();
    }

    public String svg() {
        return Svg.of(panels, columns);
    }

    boolean hasPoints() {
        return !panels.isEmpty();
    }
}
