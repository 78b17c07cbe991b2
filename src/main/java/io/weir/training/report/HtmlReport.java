package io.weir.training.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A training run as one HTML file that loads nothing: pictures are SVG inside it, it follows the reader's light or dark, and
 * prints. It is well-formed XML, and the same data give the same bytes.
 */
public final class HtmlReport {

    private HtmlReport() {}

    /** The file's content, to be written as UTF-8. */
    public static String of(ReportData data) {
        Map<String, String> titles = new LinkedHashMap<>();
        Map<String, String> contents = new LinkedHashMap<>();
        put(titles, contents, "headline", "What it costs and how good it is", Headline.of(data));
        put(titles, contents, "leakage", "Leakage checks", Findings.leakage(data));
        put(titles, contents, "ranking", "Ranking and thresholds", RankPlots.of(data));
        put(titles, contents, "probabilities", "Probabilities", ProbabilityPlots.of(data));
        put(titles, contents, "filter", "Filter certificate", Findings.filter(data));
        put(titles, contents, "features", "Features", Findings.features(data));
        put(titles, contents, "windows", "Windows", Provenance.windows(data));
        put(titles, contents, "world", "What the stream compares the world with", WorldTables.of(data));
        if (!data.tables().isEmpty()) {
            put(titles, contents, "tables", "Further tables", Provenance.tables(data));
        }
        put(titles, contents, "provenance", "Provenance", Provenance.values(data));
        String links = titles.entrySet().stream()
                .map(title -> "<a href=\"#" + title.getKey() + "\">" + Markup.escape(title.getValue()) + "</a>")
                .collect(Collectors.joining("\n"));
        String sections = titles.entrySet().stream()
                .map(title -> Html.section(title.getKey(), title.getValue(), contents.getOrDefault(title.getKey(), "")))
                .collect(Collectors.joining());
        return head(data.title()) + "<body>\n<header>\n<h1>" + Markup.escape(data.title())
                + "</h1>\n<p class=\"summary\">" + Markup.escape(data.summary())
                + "</p>\n<nav aria-label=\"Sections\">\n" + links + "\n</nav>\n</header>\n<main>\n" + sections
                + "</main>\n</body>\n</html>\n";
    }

    private static void put(
            Map<String, String> titles, Map<String, String> contents, String id, String title, String content) {
        titles.put(id, title);
        contents.put(id, content);
    }

    private static String head(String title) {
        return "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n"
                + "<meta charset=\"utf-8\"/>\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                + "<title>" + Markup.escape(title) + "</title>\n<style>\n" + Style.CSS + "</style>\n</head>\n";
    }
}
