package io.weir.training.report;

import java.util.ArrayList;
import java.util.List;

/** Finds places for names beside points: inside the frame, clear of each other, and where they hide least of the curves. */
final class Labels {

    private static final double HEIGHT = 14;
    private static final double GAP = 9;
    private static final double[][] DIRECTIONS = {
        {1, -0.9},
        {1, 1},
        {-1, -0.9},
        {-1, 1},
        {0, -1.7},
        {0, 1.9},
        {1, -2.2},
        {-1, -2.2},
        {1, 2.4},
        {-1, 2.4},
        {1, -3.6},
        {-1, -3.6},
        {1, 3.8},
        {-1, 3.8}
    };

    private final double left;
    private final double top;
    private final double right;
    private final double bottom;
    private final List<double[]> busy = new ArrayList<>();
    private final List<Box> placed = new ArrayList<>();

    /** Where a name stands: anchor point of its text, and the box that it fills. */
    record Place(double x, double y, String anchor) {}

    private record Box(double left, double top, double right, double bottom) {
        boolean meets(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }

        boolean holds(double[] point) {
            return point[0] > left && point[0] < right && point[1] > top && point[1] < bottom;
        }
    }

    Labels(double left, double top, double right, double bottom) {
        this.left = left;
        this.top = top;
        this.right = right;
        this.bottom = bottom;
    }

    /** The line from one point to the next is not to be hidden. */
    void avoid(double x1, double y1, double x2, double y2) {
        int steps = 1 + (int) (Math.hypot(x2 - x1, y2 - y1) / 4);
        for (int i = 0; i <= steps; i++) {
            double part = (double) i / steps;
            busy.add(new double[] {x1 + part * (x2 - x1), y1 + part * (y2 - y1)});
        }
    }

    /** The best place for a name of a point; it is taken then. */
    Place place(double x, double y, double width) {
        double leastCost = Double.POSITIVE_INFINITY;
        Place best = new Place(x, y, "middle");
        Box bestBox = new Box(x, y, x, y);
        for (double[] direction : DIRECTIONS) {
            String anchor = direction[0] > 0 ? "start" : direction[0] < 0 ? "end" : "middle";
            double textX = x + GAP * direction[0];
            double from = textX - (anchor.equals("start") ? 0 : anchor.equals("end") ? width : width / 2);
            double middle = y + HEIGHT / 2 * direction[1];
            Box box = new Box(from, middle - HEIGHT / 2, from + width, middle + HEIGHT / 2);
            double cost = cost(box);
            if (cost < leastCost) {
                leastCost = cost;
                best = new Place(textX, middle + 4, anchor);
                bestBox = box;
            }
        }
        placed.add(bestBox);
        return best;
    }

    private double cost(Box box) {
        boolean inside = box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom;
        long names = placed.stream().filter(box::meets).count();
        long hidden = busy.stream().filter(box::holds).count();
        return (inside ? 0 : 10_000) + 1_000 * names + hidden;
    }
}
