package io.weir.cli.drift;

import java.util.Locale;

/** An SVG picture, element by element; black on white whatever the page around it is like. */
final class Drawing {

    private final StringBuilder out = new StringBuilder(40_000);

    Drawing(double width, double height, String title) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 %.0f %.0f\" font-family=\"system-ui,"
                        + " sans-serif\" font-size=\"12\">%n<title>%s</title>%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                width, height, title);
    }

    /** Where values are drawn: a rectangle whose sides stand for values. */
    record Frame(double left, double top, double right, double bottom, Scale across, Scale upwards) {

        double x(double value) {
            return left + across.place(value) * (right - left);
        }

        double y(double value) {
            return bottom - upwards.place(value) * (bottom - top);
        }
    }

    /**
     * From values to places between 0 and 1; what lies beyond the ends is drawn at them.
     *
     * @param logarithmic each factor is as long
     */
    record Scale(double low, double high, boolean logarithmic) {

        double place(double value) {
            double place = logarithmic
                    ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                    : (value - low) / (high - low);
            return Math.max(0, Math.min(1, place));
        }
    }

    void line(double x1, double y1, double x2, double y2, String style) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>%n", x1, y1, x2, y2, style);
    }

    void rect(double x, double y, double width, double height, String style) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" %s/>%n", x, y, width, height, style);
    }

    /** @param anchor start, middle or end */
    void text(double x, double y, String anchor, String colour, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n", x, y, anchor, colour, text);
    }

    /** Text from below upwards. */
    void upright(double x, double y, String colour, String text) {
        add(
                "<text transform=\"translate(%.1f %.1f) rotate(-90)\" text-anchor=\"middle\" fill=\"%s\">%s</text>%n",
                x, y, colour, text);
    }

    /** A line through values. */
    void curve(Frame frame, double[] xs, double[] ys, String style) {
        out.append("<path fill=\"none\" stroke-linejoin=\"round\" ")
                .append(style)
                .append(" d=\"");
        for (int i = 0; i < xs.length; i++) {
            add("%s%.1f %.1f", i == 0 ? "M" : "L", frame.x(xs[i]), frame.y(ys[i]));
        }
        out.append("\"/>\n");
    }

    /** The same, each value held until the next. */
    void steps(Frame frame, double[] xs, double[] ys, String style) {
        out.append("<path fill=\"none\" ").append(style).append(" d=\"");
        for (int i = 0; i < xs.length; i++) {
            if (i == 0) {
                add("M%.1f %.1f", frame.x(xs[i]), frame.y(ys[i]));
            } else if (ys[i] != ys[i - 1]) {
                add("H%.1fV%.1f", frame.x(xs[i]), frame.y(ys[i]));
            }
        }
        add("H%.1f\"/>%n", frame.x(xs[xs.length - 1]));
    }

    /** The area between two lines. */
    void band(Frame frame, double[] xs, double[] lower, double[] upper, String style) {
        out.append("<path ").append(style).append(" d=\"");
        for (int i = 0; i < xs.length; i++) {
            add("%s%.1f %.1f", i == 0 ? "M" : "L", frame.x(xs[i]), frame.y(upper[i]));
        }
        for (int i = xs.length - 1; i >= 0; i--) {
            add("L%.1f %.1f", frame.x(xs[i]), frame.y(lower[i]));
        }
        out.append("Z\"/>\n");
    }

    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values));
    }

    String finish() {
        return out + "</svg>\n";
    }
}
