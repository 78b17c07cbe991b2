package io.weir.training.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pieces of the page; texts are escaped here. */
final class Html {

    private Html() {}

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    static String section(String id, String title, String content) {
        return "<section id=\"" + id + "\" aria-labelledby=\"" + id + "-heading\">\n<h2 id=\"" + id + "-heading\">"
                + Markup.escape(title) + "</h2>\n" + content + "</section>\n";
    }

    static String paragraph(String text) {
        return "<p>" + Markup.escape(text) + "</p>\n";
    }

    /** Something that is missing, and why. */
    static String note(String text) {
        return "<p class=\"note\">" + Markup.escape(text) + "</p>\n";
    }

    static String figure(String title, String picture, String caption) {
        return "<figure>\n<h3>" + Markup.escape(title) + "</h3>\n" + picture + "<figcaption>" + Markup.escape(caption)
                + "</figcaption>\n</figure>\n";
    }

    /** A figure as wide as the page. */
    static String wide(String picture, String caption) {
        return "<figure class=\"wide\">\n" + picture + "<figcaption>" + Markup.escape(caption)
                + "</figcaption>\n</figure>\n";
    }

    /** What a figure's place holds when there is nothing to draw. */
    static String missing(String title, String why) {
        return "<figure>\n<h3>" + Markup.escape(title) + "</h3>\n" + note(why) + "</figure>\n";
    }

    static String pair(String... figures) {
        return "<div class=\"pair\">\n" + String.join("", figures) + "</div>\n";
    }

    /** One big number with its name above and what it means below. */
    static String number(String name, String value, String meaning) {
        return "<div class=\"figure\"><span>" + Markup.escape(name) + "</span><b>" + Markup.escape(value) + "</b><span>"
                + Markup.escape(meaning) + "</span></div>\n";
    }

    /**
     * A table whose first column names the rows.
     *
     * @param numbers how many columns, from the last, hold numbers
     * @param strong the row that stands out; below 0 none
     */
    static String table(String caption, List<String> header, List<List<String>> rows, int numbers, int strong) {
        StringBuilder out = new StringBuilder("<div class=\"scroll\"><table>\n<caption>")
                .append(Markup.escape(caption))
                .append("</caption>\n<thead><tr>");
        int words = header.size() - numbers;
        for (int i = 0; i < header.size(); i++) {
            out.append("<th scope=\"col\"").append(i < words ? ">" : " class=\"number\">");
            out.append(Markup.escape(header.get(i))).append("</th>");
        }
        out.append("</tr></thead>\n<tbody>\n");
        for (int row = 0; row < rows.size(); row++) {
            out.append(row == strong ? "<tr class=\"chosen-row\">" : "<tr>");
            List<String> cells = rows.get(row);
            for (int i = 0; i < cells.size(); i++) {
                String cell = Markup.escape(cells.get(i));
                String style = i < words ? ">" : " class=\"number\">";
                out.append(i == 0 ? "<th scope=\"row\"" + style + cell + "</th>" : "<td" + style + cell + "</td>");
            }
            out.append("</tr>\n");
        }
        return out.append("</tbody>\n</table></div>\n").toString();
    }

    /** Names and values; a note where there are none. */
    static String values(String title, Map<String, String> values) {
        StringBuilder out = new StringBuilder("<div>\n<h3>" + Markup.escape(title) + "</h3>\n");
        if (values.isEmpty()) {
            return out.append(note("None recorded.")).append("</div>\n").toString();
        }
        out.append("<table><tbody>\n");
        values.forEach((name, value) -> out.append("<tr><th scope=\"row\">")
                .append(Markup.escape(name))
                .append("</th><td><code>")
                .append(Markup.escape(value))
                .append("</code></td></tr>\n"));
        return out.append("</tbody></table></div>\n").toString();
    }
}
