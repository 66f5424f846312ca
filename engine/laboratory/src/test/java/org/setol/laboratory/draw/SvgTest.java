package org.setol.laboratory.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.List;
import java.util.stream.DoubleStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.setol.laboratory.draw.Series.Point;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class SvgTest {

    private static Document parse(List<Panel> panels) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Svg.of(panels, 2))));
    }

    @Test
    void pointsStandWhereTheirNumbersAre() throws Exception {
        Series dots = Series.dots("a < b & c", 0, List.of(new Point(0, 0), new Point(10, 4), new Point(5, Double.NaN)));
        NodeList circles =
                parse(List.of(Panel.of("t", "x", "y", List.of(dots)))).getElementsByTagName("circle");
        assertThat(circles.getLength()).isEqualTo(2);
        // The frame is 260 by 178 pixels from (58, 40); a twentieth of the range is left free on either side.
        Element low = (Element) circles.item(0);
        assertThat(Double.parseDouble(low.getAttribute("cx"))).isCloseTo(58 + 260 * 0.05 / 1.1, within(0.06));
        assertThat(Double.parseDouble(low.getAttribute("cy"))).isCloseTo(218 - 178 * 0.05 / 1.1, within(0.06));
    }

    @Test
    void panelsOfAllKindsAreWellFormed() throws Exception {
        Series bars = Series.line("bars", 1, List.of(new Point(1, 2, 0.1, 0.2), new Point(2, 3, 0, 0.1)));
        Panel panel = Panel.of("t", "x", "y", List.of(bars))
                .withLogX()
                .withVertical(2)
                .withHorizontal(0);
        Panel empty = Panel.of("empty", "x", "y", List.of());
        Document document = parse(List.of(panel, panel.withLogY(), empty));
        assertThat(document.getElementsByTagName("g").getLength()).isEqualTo(3);
        assertThat(Svg.of(List.of(panel), 1))
                .isEqualTo(Svg.of(List.of(panel), 1))
                .doesNotContain("NaN");
    }

    @Test
    void ticksAreRoundAndInside() {
        for (double[] range : new double[][] {{0, 1}, {1.87, 2.9}, {-0.05, 0.63}, {0.0152, 0.0186}, {1, 32}}) {
            Axis axis = Axis.around("x", false, DoubleStream.of(range));
            assertThat(axis.ticks()).hasSizeBetween(3, 11).allMatch(axis::shows);
        }
        assertThat(Axis.around("x", true, DoubleStream.of(1, 1000)).ticks()).containsExactly(1.0, 10.0, 100.0, 1000.0);
        assertThat(Axis.text(0.30000000000000004)).isEqualTo("0.3");
        assertThat(Axis.text(20)).isEqualTo("20");
        assertThat(Axis.text(1e-7)).isEqualTo("1e-07");
    }
}
