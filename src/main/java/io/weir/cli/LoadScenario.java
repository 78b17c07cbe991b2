package io.weir.cli;

import io.weir.yaml.Section;
import io.weir.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads that are measured one after the other and told together, as a YAML file has them.
 *
 * @param name of its results
 * @param about a sentence on what it is for
 */
record LoadScenario(String name, String about, List<LoadCase> cases) {

    /**
     * Reads a scenario: keys of the load, and under {@code cases} those in which each case differs.
     *
     * @throws io.weir.yaml.YamlException naming the file, the line, the key, the value and what is allowed
     */
    static LoadScenario read(Path file) throws IOException {
        Section root = Section.root(file.toString(), YamlNode.textOf(file), System::getenv);
        String name = root.matching("scenario", "", "[a-z][a-z0-9-]{0,40}", "small letters, digits and hyphens");
        String about = root.required("about");
        LoadCase common = LoadCase.read(root, LoadCase.STANDARD);
        List<LoadCase> cases = root.sections("cases", section -> LoadCase.read(section, common));
        root.end();
        List<LoadCase> all = cases.isEmpty() ? List.of(common) : cases;
        if (all.stream().map(LoadCase::shape).distinct().count() > 1) {
            throw root.error("cases", "rates and backlogs; allowed: one shape in a scenario");
        }
        return new LoadScenario(name, about, all);
    }
}
