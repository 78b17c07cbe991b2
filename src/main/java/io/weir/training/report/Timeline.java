package io.weir.training.report;

import io.weir.training.report.ReportData.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Windows of time, one below the other, over days. */
final class Timeline {

    private static final double WIDTH = 1140;
    private static final double RIGHT = 860;
    private static final double TOP = 8;
    private static final double ROW = 28;
    private static final double BAR = 16;
    private static final long DAY = 86_400_000L;
    private static final int[] STEPS = {1, 2, 7, 14, 28, 56, 91, 182, 364, 728, 3_640};
    private static final int MOST_TICKS = 9;

    private Timeline() {}

    static String of(String id, String title, String description, List<Window> windows) {
        double height = TOP + ROW * windows.size() + 30;
        Svg svg = new Svg(id, WIDTH, height, title, description);
        long from = windows.stream().mapToLong(Window::fromMillis).min().orElse(0);
        long to = windows.stream().mapToLong(Window::toMillis).max().orElse(1);
        double left = 12
                + windows.stream()
                        .mapToDouble(window -> Svg.width(window.name()))
                        .max()
                        .orElse(0);
        double scale = (RIGHT - left) / Math.max(1, to - from);
        days(svg, from, to, left, scale, height - 30);
        double y = TOP;
        for (Window window : windows) {
            double x = left + (window.fromMillis() - from) * scale;
            double width = Math.max(1.5, (window.toMillis() - window.fromMillis()) * scale);
            boolean used = window.rows() > 0;
            svg.text(left - 8, y + BAR - 3, "end", "name", window.name());
            svg.rect(x, y, width, BAR, used ? "bar" : "bar-empty");
            svg.text(RIGHT + 14, y + BAR - 3, "start", "tick", used ? counts(window) : "no rows used");
            y += ROW;
        }
        return svg.finish();
    }

    private static String counts(Window window) {
        return Numbers.count(window.rows()) + " rows, " + Numbers.count(window.frauds()) + " frauds";
    }

    private static void days(Svg svg, long from, long to, double left, double scale, double bottom) {
        long first = -Math.floorDiv(-from, DAY);
        long last = Math.floorDiv(to, DAY);
        int step = STEPS[STEPS.length - 1];
        for (int i = STEPS.length - 1; i >= 0 && (last - first) / STEPS[i] < MOST_TICKS; i--) {
            step = STEPS[i];
        }
        for (long day = first; day <= last; day += step) {
            double x = left + (day * DAY - from) * scale;
            svg.line(x, 0, x, bottom, "grid");
            svg.text(x, bottom + 17, "middle", "tick", LocalDate.ofEpochDay(day).toString());
        }
    }

    /** From, until, for a table. */
    static String moment(long millis) {
        return Instant.ofEpochMilli(millis)
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDateTime()
                        .toString()
                        .replace('T', ' ') + " UTC";
    }
}
