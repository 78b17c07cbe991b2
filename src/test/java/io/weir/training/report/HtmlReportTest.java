package io.weir.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.training.report.ReportData.Bin;
import io.weir.training.report.ReportData.Cost;
import io.weir.training.report.ReportData.Curve;
import io.weir.training.report.ReportData.Delay;
import io.weir.training.report.ReportData.Densities;
import io.weir.training.report.ReportData.Filter;
import io.weir.training.report.ReportData.Mark;
import io.weir.training.report.ReportData.Quality;
import io.weir.training.report.ReportData.Table;
import io.weir.training.report.ReportData.Window;
import io.weir.training.report.ReportData.World;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {

    private static final ReportData DATA = new SampleReport().data();
    private static final double NONE = Double.NaN;

    @Test
    void report_ofARun_hasEachSectionAndPictureOnce() throws Exception {
        Document page = parse(HtmlReport.of(DATA));
        assertThat(texts(page, "h2"))
                .containsExactly(
                        "What it costs and how good it is",
                        "Leakage checks",
                        "Ranking and thresholds",
                        "Probabilities",
                        "Filter certificate",
                        "Features",
                        "Windows",
                        "What the stream compares the world with",
                        "Further tables",
                        "Provenance");
        assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(9);
        assertThat(texts(page, "figcaption"))
                .hasSize(9)
                .allSatisfy(text -> assertThat(text).endsWith("."));
        Set<String> ids = new HashSet<>();
        elements(page, "*")
                .filter(element -> element.hasAttribute("id"))
                .forEach(element -> assertThat(ids.add(element.getAttribute("id")))
                        .as(element.getAttribute("id"))
                        .isTrue());
        elements(page, "svg")
                .forEach(svg -> assertThat(ids.containsAll(
                                List.of(svg.getAttribute("aria-labelledby").split(" "))))
                        .isTrue());
        elements(page, "a")
                .forEach(link -> assertThat(
                                ids.contains(link.getAttribute("href").substring(1)))
                        .isTrue());
        assertThat(page.getDocumentElement().getTextContent())
                .contains(
                        "58,264",
                        "beta",
                        "0.024602",
                        "xgboost",
                        "9f86d081884c",
                        "n = 598",
                        "m = 14",
                        "1,912 EUR",
                        "φ = 1.84",
                        "2.731",
                        "chargeback");
    }

    @Test
    void report_ofARun_loadsNothingAndTellsNoTime() {
        String report = HtmlReport.of(DATA);
        assertThat(report).doesNotContain("<script", "src=", "@import", "url(").contains("prefers-color-scheme: dark");
        assertThat(report.replace("http://www.w3.org/1999/xhtml", "").replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http");
        assertThat(report.length()).isLessThan(200_000);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(HtmlReport.of(new SampleReport().data())).isEqualTo(report);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void report_textsThatLookLikeMarkup_staysText() throws Exception {
        String nasty = "</style><script>alert('1')</script> & \"\u0000\uD800";
        String report = HtmlReport.of(named(nasty));
        Document page = parse(report);
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(texts(page, "h1")).containsExactly(nasty.replace("\u0000\uD800", "\uFFFD\uFFFD"));
        assertThat(report).doesNotContain("<script");
    }

    private static ReportData named(String text) {
        Curve curve =
                new Curve(new double[] {0.1, 0.5}, new double[] {0.3, 0.4}, List.of(new Mark(text, 0.2, 0.3, true)));
        return new ReportData(
                text,
                text,
                new Cost(text, 1, 2, 3, 4),
                DATA.quality(),
                curve,
                List.of(),
                curve,
                DATA.scores(),
                new Filter(curve, 0.05, 0.05, false, 0.2, 0.03, 3, 1, 5),
                Map.of(text, 1.0),
                Map.of(text, 2.0),
                List.of(text),
                List.of(new ReportData.Calibrator(text, 0.1, true)),
                List.of(new Window(text, 0, 1, 1, 1)),
                new World(1, 1, 1, 1, Map.of(text, 1.0), List.of(new Delay(text, 1, 1, 1))),
                List.of(new Table(text, text, List.of(text), List.of(List.of(text)))),
                Map.of(text, text),
                Map.of(text, text),
                Map.of(text, text));
    }

    @Test
    void report_ofNothing_saysSoInEachPlace() throws Exception {
        Curve none = new Curve(new double[0], new double[0], List.of());
        ReportData empty = new ReportData(
                "Empty",
                "Nothing.",
                new Cost("EUR", NONE, NONE, NONE, NONE),
                new Quality(NONE, NONE, NONE, NONE, NONE, 0, 0),
                none,
                List.of(),
                none,
                new Densities(new double[0], new double[0], new double[0]),
                null,
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                Map.of(),
                Map.of(),
                Map.of());
        Document page = parse(HtmlReport.of(empty));
        assertThat(page.getElementsByTagName("svg").getLength()).isZero();
        assertThat(page.getDocumentElement().getTextContent())
                .contains("No cost was measured.")
                .contains("Not checked: 0 frauds; 50 are needed.")
                .contains("No precision–recall curve: fewer than two points.")
                .contains("No cost curve: fewer than two points.")
                .contains("No reliability plot: there is no bin.")
                .contains("No densities: fewer than two points.")
                .contains("No calibrators were compared.")
                .contains("This run has no certificate for the filter.")
                .contains("Not recorded.")
                .contains("No windows were recorded.")
                .contains("This bundle has nothing to compare the world with.")
                .doesNotContain("NaN");
    }

    @Test
    void report_ofStrangeNumbers_drawsFiniteCoordinatesOnly() throws Exception {
        double[] strange = {NONE, 0, -1, 1e-300, 0.5, 1, 2, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.3};
        double[] other = IntStream.range(0, 10)
                .mapToDouble(i -> strange[(i * 7 + 3) % 10])
                .toArray();
        List<Mark> marks = DoubleStream.of(strange)
                .mapToObj(x -> new Mark("m", x, 0.5, false))
                .toList();
        Curve curve = new Curve(strange, other, marks);
        List<Bin> bins = DoubleStream.of(strange)
                .mapToObj(x -> new Bin(x, x, x, x, 1, 1))
                .toList();
        ReportData data = new ReportData(
                "Strange",
                "",
                new Cost("EUR", NONE, 0, -4, Double.POSITIVE_INFINITY),
                new Quality(NONE, 2, -1, NONE, 0, 1, 1),
                curve,
                bins,
                curve,
                new Densities(strange, other, strange),
                new Filter(curve, NONE, 0.05, false, NONE, 2, 0, 0, NONE),
                Map.of("a", NONE, "b", 0.0, "c", 1.0, "d", -3.0),
                Map.of("a", 0.0),
                List.of(),
                List.of(new ReportData.Calibrator("x", NONE, false)),
                List.of(new Window("now", 5, 5, 1, 0), new Window("past", 5, -7, 1, 0)),
                new World(0, 0, NONE, NONE, Map.of("a", NONE), List.of(new Delay("x", NONE, 0, 0))),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of());
        String report = HtmlReport.of(data);
        parse(report);
        assertThat(report).doesNotContain("NaN", "Infinity");
    }

    @Test
    void data_curveOrTableOfUnequalLengths_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Curve(new double[2], new double[3], List.of()))
                .withMessage("a curve has 2 and 3 values; allowed: as many");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Densities(new double[2], new double[2], new double[1]))
                .withMessage("a curve has 2 and 1 values; allowed: as many");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Table("T", "", List.of("a", "b"), List.of(List.of("1"))))
                .withMessage("table T: a row has 1 cells; the header has 2");
    }

    private static Document parse(String report) throws Exception {
        String xml = report.replaceFirst("<!DOCTYPE html>\n", "");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static List<String> texts(Document page, String tag) {
        return elements(page, tag).map(Element::getTextContent).toList();
    }

    private static Stream<Element> elements(Document page, String tag) {
        NodeList nodes = page.getElementsByTagName(tag);
        return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i));
    }
}
