package dev.visor.report.chart;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/** The colors of a chart, for a light and for a dark page; transparent, so that the page shows through. */
public enum Ink {
    LIGHT(
            Color.WHITE,
            new Color(0x1f2328),
            new Color(0x57606a),
            new Color(0xe3e6ea),
            colors(0x0072b2, 0xd55e00, 0x009e73, 0xb5589a, 0xe69f00, 0x56b4e9, 0x1f2328),
            colors(0x6e7781, 0x9aa3ad, 0xb9c0c8)),
    DARK(
            new Color(0x14171b),
            new Color(0xe6e9ed),
            new Color(0xa4adb8),
            new Color(0x2c323a),
            colors(0x3f95e0, 0xff8348, 0x2cc295, 0xe39ac5, 0xf2b134, 0x9fdcf8, 0xf0f2f5),
            colors(0x9aa5b1, 0x76818d, 0x586370));

    private final Color paper;
    private final Color text;
    private final Color muted;
    private final Color grid;
    private final List<Color> series;
    private final List<Color> controls;

    Ink(Color paper, Color text, Color muted, Color grid, List<Color> series, List<Color> controls) {
        this.paper = paper;
        this.text = text;
        this.muted = muted;
        this.grid = grid;
        this.series = series;
        this.controls = controls;
    }

    Color paper() {
        return paper;
    }

    Color text() {
        return text;
    }

    Color muted() {
        return muted;
    }

    Color grid() {
        return grid;
    }

    /**
     * The color of a series, after Okabe and Ito (2008), told apart by color-blind readers; yellow is left out, it
     * vanishes on white.
     *
     * @param index from 0; below 0 for controls, which are gray
     */
    Color series(int index) {
        return index < 0 ? controls.get((-1 - index) % controls.size()) : series.get(index % series.size());
    }

    private static List<Color> colors(int... rgb) {
        return Arrays.stream(rgb).mapToObj(Color::new).toList();
    }
}
