package io.weir.cli;

import io.weir.cli.LoadResult.Point;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Latency by percentile as an SVG: the percentile to the right, each nine as wide as the one before it; milliseconds upwards,
 * each factor of ten as high.
 */
final class LatencyChart {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 640;
    private static final int TOP = 50;
    private static final int BOTTOM = 360;
    private static final int LINE = 16;
    private static final List<String> COLOURS =
            List.of("#1b5fa8", "#8fb8de", "#c2560c", "#e9b18f", "#2b7a3d", "#9fcfaa", "#7a2b6f", "#cf9fc8");

    private final Map<String, List<Point>> curves;
    private final double nines;
    private final double low;
    private final double high;

    /** @param curves by what they are called */
    LatencyChart(Map<String, List<Point>> curves) {
        this.curves = curves;
        double mostNines = 1;
        double least = 1;
        double most = 10;
        for (List<Point> curve : curves.values()) {
            for (Point point : curve) {
                mostNines = Math.max(mostNines, nines(point.percentile()));
                least = Math.min(least, point.millis());
                most = Math.max(most, point.millis());
            }
        }
        this.nines = mostNines;
        this.low = Math.floor(Math.log10(Math.max(0.01, least)));
        this.high = Math.ceil(Math.log10(most));
    }

    private static double nines(double percentile) {
        return -Math.log10(1 - percentile / 100);
    }

    String svg() {
        StringBuilder svg = new StringBuilder(8_000);
        svg.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH, HEIGHT));
        text(svg, LEFT, 28, "start", "#222", "Latency by percentile, ms");
        axes(svg);
        double above = 0;
        int i = 0;
        for (Map.Entry<String, List<Point>> curve : curves.entrySet()) {
            above = curve(svg, curve.getKey(), curve.getValue(), COLOURS.get(i++ % COLOURS.size()), above);
        }
        return svg.append("</svg>\n").toString();
    }

    private void axes(StringBuilder svg) {
        String[] names = {"0", "90 %", "99 %", "99.9 %", "99.99 %", "99.999 %", "99.9999 %"};
        for (int nine = 0; nine <= nines && nine < names.length; nine++) {
            line(svg, x(nine), TOP, x(nine), BOTTOM);
            text(svg, x(nine), BOTTOM + 20, "middle", "#444", names[nine]);
        }
        text(svg, x(-Math.log10(0.5)), BOTTOM + 20, "middle", "#444", "50 %");
        for (int power = (int) low; power <= high; power++) {
            line(svg, LEFT, y(power), RIGHT, y(power));
            text(svg, LEFT - 8, y(power) + 4, "end", "#444", format(power < 0 ? "%.2f" : "%.0f", Math.pow(10, power)));
        }
    }

    /** Draws a curve with its name at its end, clear of the name before it; returns the height of the name. */
    private double curve(StringBuilder svg, String name, List<Point> curve, String colour, double before) {
        StringBuilder points = new StringBuilder();
        for (Point point : curve) {
            points.append(format("%.1f,%.1f ", x(nines(point.percentile())), height(point.millis())));
        }
        svg.append(format(
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>%n",
                colour, points.toString().strip()));
        if (curve.isEmpty()) {
            return before;
        }
        Point last = curve.get(curve.size() - 1);
        double beside = height(last.millis()) + 4;
        double clear = Math.abs(beside - before) < LINE ? before + LINE : beside;
        text(svg, x(nines(last.percentile())) + 6, clear, "start", colour, name);
        return clear;
    }

    private double x(double nine) {
        return LEFT + nine / nines * (RIGHT - LEFT);
    }

    private double y(double power) {
        return BOTTOM - (power - low) / (high - low) * (BOTTOM - TOP);
    }

    private double height(double millis) {
        return y(Math.log10(Math.max(0.01, millis)));
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(format("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n", x1, y1, x2, y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String colour, String text) {
        svg.append(format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n", x, y, anchor, colour, text));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
