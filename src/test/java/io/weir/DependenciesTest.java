package io.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Each dependency and plugin of pom.xml has its line, and its reason, in docs/dependencies.md. */
class DependenciesTest {

    private static final Pattern LINE = Pattern.compile("(?m)^\\| `([^`]+)` \\|.*\\| ([^|]+) \\|$");

    @Test
    void dependencies_and_plugins_are_those_that_the_document_explains() throws Exception {
        List<String> wanted = new ArrayList<>();
        for (Element dependency : elements("dependency")) {
            if (!"dependencyManagement".equals(grandparent(dependency))) {
                wanted.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId"));
            }
        }
        for (Element plugin : elements("plugin")) {
            wanted.add(text(plugin, "artifactId"));
        }
        for (Element processor : elements("path")) {
            wanted.add(text(processor, "artifactId"));
        }

        assertThat(documented().map(line -> line.group(1))).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void dependencies_each_have_a_reason() throws IOException {
        assertThat(documented().map(line -> line.group(2).strip()))
                .allSatisfy(reason -> assertThat(reason).hasSizeGreaterThan(10));
    }

    private static Stream<MatchResult> documented() throws IOException {
        return LINE.matcher(Files.readString(Path.of("docs/dependencies.md"))).results();
    }

    private static List<Element> elements(String name) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse("pom.xml");
        NodeList nodes = pom.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static String grandparent(Node node) {
        return node.getParentNode().getParentNode().getNodeName();
    }

    private static String text(Element element, String child) {
        return element.getElementsByTagName(child).item(0).getTextContent();
    }
}
