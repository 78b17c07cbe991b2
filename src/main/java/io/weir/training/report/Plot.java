package io.weir.training.report;

import io.weir.training.report.Axis.Tick;
import io.weir.training.report.ReportData.Mark;
import java.util.ArrayList;
import java.util.List;

/** Curves, areas and points in a frame with two axes; names of points find room, names of curves stand above the frame. */
final class Plot {

    private static final double WIDTH = 560;
    private static final double HEIGHT = 390;
    private static final double LEFT = 66;
    private static final double RIGHT = 540;
    private static final double TOP = 34;
    private static final double BOTTOM = 338;
    private static final double LEAST_STEP = 0.7;

    private final Svg svg;
    private final Axis xAxis;
    private final Axis yAxis;
    private final Labels labels = new Labels(LEFT + 2, TOP + 2, RIGHT - 2, BOTTOM - 2);
    private final List<Mark> marks = new ArrayList<>();
    private double legend = LEFT;

    Plot(String id, String title, String description, Axis xAxis, Axis yAxis) {
        this.svg = new Svg(id, WIDTH, HEIGHT, title, description);
        this.xAxis = xAxis;
        this.yAxis = yAxis;
        frame();
    }

    private void frame() {
        double end = Double.NEGATIVE_INFINITY;
        for (Tick tick : xAxis.ticks()) {
            double x = LEFT + tick.place() * (RIGHT - LEFT);
            svg.line(x, TOP, x, BOTTOM, "grid");
            double half = Svg.width(tick.label()) / 2;
            if (x - half > end + 8) {
                svg.text(x, BOTTOM + 17, "middle", "tick", tick.label());
                end = x + half;
            }
        }
        for (Tick tick : yAxis.ticks()) {
            double y = BOTTOM - tick.place() * (BOTTOM - TOP);
            svg.line(LEFT, y, RIGHT, y, "grid");
            svg.text(LEFT - 7, y + 4, "end", "tick", tick.label());
        }
        svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "rule");
        svg.text((LEFT + RIGHT) / 2, HEIGHT - 12, "middle", "axis", xAxis.title());
        svg.upright(14, (TOP + BOTTOM) / 2, "axis", yAxis.title());
    }

    private double x(double value) {
        return LEFT + xAxis.place(value) * (RIGHT - LEFT);
    }

    private double y(double value) {
        return BOTTOM - yAxis.place(value) * (BOTTOM - TOP);
    }

    private boolean shows(double x, double y) {
        return xAxis.shows(x) && yAxis.shows(y);
    }

    /** A line through the points that the axes show, broken where they do not; points closer than the eye sees are left out. */
    Plot curve(double[] xs, double[] ys, String style) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < xs.length; i++) {
            if (!shows(xs[i], ys[i])) {
                stretch(points, style);
                points.clear();
                continue;
            }
            double[] point = {x(xs[i]), y(ys[i])};
            double[] last = points.isEmpty() ? null : points.get(points.size() - 1);
            boolean next = i + 1 < xs.length && shows(xs[i + 1], ys[i + 1]);
            if (last == null || !next || Math.hypot(point[0] - last[0], point[1] - last[1]) >= LEAST_STEP) {
                points.add(point);
            }
        }
        stretch(points, style);
        return this;
    }

    private void stretch(List<double[]> points, String style) {
        if (points.size() > 1) {
            svg.path(points.toArray(double[][]::new), false, style);
        }
        for (int i = 1; i < points.size(); i++) {
            labels.avoid(points.get(i - 1)[0], points.get(i - 1)[1], points.get(i)[0], points.get(i)[1]);
        }
    }

    /** The area between a curve and the bottom. */
    Plot area(double[] xs, double[] ys, String style) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < xs.length; i++) {
            if (shows(xs[i], ys[i])) {
                if (points.isEmpty()) {
                    points.add(new double[] {x(xs[i]), BOTTOM});
                }
                points.add(new double[] {x(xs[i]), y(ys[i])});
            }
        }
        if (points.size() > 2) {
            points.add(new double[] {points.get(points.size() - 1)[0], BOTTOM});
            svg.path(points.toArray(double[][]::new), true, style);
        }
        return this;
    }

    /** A line from edge to edge. */
    Plot level(double value, String style) {
        if (yAxis.shows(value)) {
            svg.line(LEFT, y(value), RIGHT, y(value), style);
            labels.avoid(LEFT, y(value), RIGHT, y(value));
        }
        return this;
    }

    /** A point with a bar from lower to upper; what lies below the axis is drawn at its end, hollow. */
    Plot interval(double x, double y, double lower, double upper, String line, String dot) {
        if (xAxis.shows(x) && yAxis.place(upper) > 0) {
            double bottom = yAxis.place(lower) > 0 ? y(lower) : BOTTOM;
            svg.line(x(x), bottom, x(x), Math.max(TOP, y(upper)), line);
            boolean shown = yAxis.shows(y);
            svg.circle(x(x), shown ? y(y) : BOTTOM, 4, shown ? dot : "mark-other");
        }
        return this;
    }

    /** Points to be drawn over everything else, with their names and a thin line down to the axis. */
    Plot marks(List<Mark> more) {
        for (Mark mark : more) {
            if (shows(mark.x(), mark.y())) {
                marks.add(mark);
                svg.line(x(mark.x()), y(mark.y()), x(mark.x()), BOTTOM, "drop");
                labels.avoid(x(mark.x()), y(mark.y()), x(mark.x()), BOTTOM);
            }
        }
        return this;
    }

    /** What a style stands for, above the frame. */
    Plot legend(String style, String text) {
        svg.line(legend, 17, legend + 20, 17, style);
        svg.text(legend + 26, 21, "start", "name", text);
        legend += 26 + Svg.width(text) + 20;
        return this;
    }

    String finish() {
        for (Mark mark : marks) {
            double x = x(mark.x());
            double y = y(mark.y());
            labels.avoid(x - 4, y, x + 4, y);
        }
        for (Mark mark : marks) {
            svg.circle(x(mark.x()), y(mark.y()), 5, mark.chosen() ? "mark-chosen" : "mark-other");
            Labels.Place place = labels.place(x(mark.x()), y(mark.y()), Svg.width(mark.label()));
            svg.text(place.x(), place.y(), place.anchor(), mark.chosen() ? "label chosen" : "label", mark.label());
        }
        return svg.finish();
    }
}
