package io.weir.training.report;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/** Lengths beside names, longest first or in the order given, each with its value at its end. */
final class Bars {

    private static final double WIDTH = 560;
    private static final double ROW = 24;
    private static final double BAR = 14;
    private static final double TOP = 6;
    private static final int LONGEST_NAME = 34;

    private Bars() {}

    /**
     * A picture.
     *
     * @param bars lengths, 0 or more, by name
     * @param strong name of the bar that stands out; empty when none does
     */
    static String of(
            String id,
            String title,
            String description,
            List<Map.Entry<String, Double>> bars,
            String strong,
            DoubleFunction<String> value) {
        double height = TOP + ROW * bars.size() + 4;
        Svg svg = new Svg(id, WIDTH, height, title, description);
        double left = 12
                + bars.stream()
                        .mapToDouble(bar -> Svg.width(shortened(bar.getKey())))
                        .max()
                        .orElse(0);
        double valueWidth = 12
                + bars.stream()
                        .mapToDouble(bar -> Svg.width(value.apply(bar.getValue())))
                        .max()
                        .orElse(0);
        double most = bars.stream().mapToDouble(Map.Entry::getValue).max().orElse(0);
        double scale = most > 0 ? (WIDTH - left - valueWidth) / most : 0;
        double y = TOP;
        for (Map.Entry<String, Double> bar : bars) {
            double length = Math.max(0, bar.getValue()) * scale;
            boolean stands = bar.getKey().equals(strong);
            double baseline = y + BAR / 2 + 4;
            svg.text(left - 8, baseline, "end", stands ? "name chosen" : "name", shortened(bar.getKey()));
            svg.rect(left, y, length, BAR, strong.isEmpty() || stands ? "bar" : "bar-other");
            svg.text(left + length + 6, baseline, "start", "tick", value.apply(bar.getValue()));
            y += ROW;
        }
        svg.line(left, 0, left, height - 4, "rule");
        return svg.finish();
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }
}
