package io.weir.training.report;

/** Text inside markup: what would be read as markup is written as entities. */
final class Markup {

    private Markup() {}

    /** For content and for attributes in double quotes; characters that XML does not know become a replacement character. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(allowed(c) ? c : 0xFFFD);
            }
        });
        return out.toString();
    }

    private static boolean allowed(int c) {
        boolean space = c == '\t' || c == '\n' || c == '\r';
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return space || (c >= ' ' && !surrogate && c != 0xFFFE && c != 0xFFFF);
    }
}
