package io.weir.training.report;

import io.weir.training.report.ReportData.Table;
import io.weir.training.report.ReportData.Window;
import java.util.List;

/** Where it comes from: time, parameters, versions, digests. */
final class Provenance {

    private Provenance() {}

    static String windows(ReportData data) {
        List<Window> windows = data.windows();
        if (windows.isEmpty()) {
            return Html.note("No windows were recorded.");
        }
        String caption =
                "Time runs to the right: what is judged should lie to the right of all that was learnt from; nothing is"
                        + " used of a gap, where labels were still on their way.";
        List<List<String>> rows = windows.stream().map(Provenance::row).toList();
        return Html.wide(Timeline.of("timeline", "Windows of time", caption, windows), caption)
                + Html.table(
                        "The same in numbers; 'from' belongs to a window, 'until' does not.",
                        List.of("window", "from", "until", "rows", "frauds", "base rate"),
                        rows,
                        3,
                        -1);
    }

    private static List<String> row(Window window) {
        boolean used = window.rows() > 0;
        return List.of(
                window.name(),
                Timeline.moment(window.fromMillis()),
                Timeline.moment(window.toMillis()),
                used ? Numbers.count(window.rows()) : "–",
                used ? Numbers.count(window.frauds()) : "–",
                used ? Numbers.percent((double) window.frauds() / window.rows()) : "–");
    }

    static String tables(ReportData data) {
        StringBuilder out = new StringBuilder();
        for (Table table : data.tables()) {
            out.append("<h3>").append(Markup.escape(table.title())).append("</h3>\n");
            int numbers = table.header().size() - 1;
            out.append(Html.table(table.caption(), table.header(), table.rows(), numbers, -1));
        }
        return out.toString();
    }

    static String values(ReportData data) {
        return Html.pair(
                        Html.values("Parameters", data.parameters()), Html.values("Versions and data", data.versions()))
                + Html.values("SHA-256", data.digests());
    }
}
