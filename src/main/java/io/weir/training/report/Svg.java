package io.weir.training.report;

import java.util.Locale;

/** A picture, element by element. Colours come from the page's style by class; coordinates are finite or refused. */
final class Svg {

    private static final double CHARACTER = 6.3;

    private final StringBuilder out = new StringBuilder();

    /**
     * Begins a picture.
     *
     * @param id unique in the page
     * @param title for readers who do not see it
     * @param description what it shows
     */
    Svg(String id, double width, double height, String title, String description) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"")
                .append(id)
                .append("-title ")
                .append(id)
                .append("-description\" viewBox=\"0 0 ")
                .append(number(width))
                .append(' ')
                .append(number(height))
                .append("\">\n");
        named("title", id + "-title", title);
        named("desc", id + "-description", description);
    }

    private void named(String element, String id, String text) {
        out.append("<" + element + " id=\"" + id + "\">" + Markup.escape(text) + "</" + element + ">\n");
    }

    /** Width of a text in the small type of pictures, a little more rather than less. */
    static double width(String text) {
        return CHARACTER * text.codePointCount(0, text.length());
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("coordinate is " + value + "; allowed: a finite number");
        }
        String text = String.format(Locale.ROOT, "%.1f", value);
        String trimmed = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        return trimmed.equals("-0") ? "0" : trimmed;
    }

    void line(double x1, double y1, double x2, double y2, String style) {
        out.append("<line class=\"" + style + "\" x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\""
                + number(x2) + "\" y2=\"" + number(y2) + "\"/>\n");
    }

    void rect(double x, double y, double width, double height, String style) {
        out.append("<rect class=\"" + style + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\""
                + number(Math.max(0, width)) + "\" height=\"" + number(Math.max(0, height)) + "\"/>\n");
    }

    void circle(double x, double y, double radius, String style) {
        out.append("<circle class=\"" + style + "\" cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\""
                + number(radius) + "\"/>\n");
    }

    /** A line through points; with {@code closed} an area. */
    void path(double[][] points, boolean closed, String style) {
        out.append("<path class=\"").append(style).append("\" d=\"");
        for (int i = 0; i < points.length; i++) {
            out.append(i == 0 ? 'M' : 'L')
                    .append(number(points[i][0]))
                    .append(' ')
                    .append(number(points[i][1]));
        }
        out.append(closed ? "Z\"/>\n" : "\"/>\n");
    }

    /** @param anchor start, middle or end */
    void text(double x, double y, String anchor, String style, String text) {
        out.append("<text class=\"" + style + "\" text-anchor=\"" + anchor + "\" x=\"" + number(x) + "\" y=\""
                + number(y) + "\">" + Markup.escape(text) + "</text>\n");
    }

    /** Text from below upwards, its middle at the point. */
    void upright(double x, double y, String style, String text) {
        out.append("<text class=\"" + style + "\" text-anchor=\"middle\" transform=\"translate(" + number(x) + " "
                + number(y) + ") rotate(-90)\">" + Markup.escape(text) + "</text>\n");
    }

    String finish() {
        return out + "</svg>\n";
    }
}
