package dev.visor.report.chart;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.util.List;

/** Takes down a drawing with its text as text, which XChart hands over as outlines. */
final class TextGraphics extends VectorGraphics2D {

    /** Text along the page, and the title of an axis, which runs upwards. */
    private static final List<Double> ANGLES = List.of(0., -Math.PI / 2);

    /** XChart lays out some text by a layout of its own, other text by that of what it draws on. */
    private final List<Letters> letters =
            List.of(new Letters(getFontRenderContext()), new Letters(new FontRenderContext(null, true, false)));

    @Override
    public void fill(Shape shape) {
        for (Letters some : letters) {
            for (double angle : ANGLES) {
                Shape straight = AffineTransform.getRotateInstance(-angle).createTransformedShape(shape);
                var text = some.read(straight, getFont());
                if (text.isPresent()) {
                    AffineTransform before = getTransform();
                    rotate(angle);
                    drawString(text.get(), 0f, 0f);
                    setTransform(before);
                    return;
                }
            }
        }
        super.fill(shape);
    }
}
