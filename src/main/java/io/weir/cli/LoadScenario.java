package io.weir.cli;

import io.weir.stream.BoundedRocksDb;
import io.weir.yaml.Section;
import io.weir.yaml.YamlException;
import io.weir.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads that are measured one after the other and told together, as a YAML file has them.
 *
 * @param name of its file and of its results
 * @param about a sentence on what it is for
 */
record LoadScenario(String name, String about, List<LoadCase> cases) {

    /**
     * Reads a scenario: keys of the load, and under {@code cases} those in which each case differs. The file's name is its own.
     *
     * @throws io.weir.yaml.YamlException naming the file, the line, the key, the value and what is allowed
     */
    static LoadScenario read(Path file) throws IOException {
        String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        if (!name.matches("[a-z][a-z0-9-]{0,40}")) {
            throw new YamlException("the name of " + file
                    + " is that of its results; allowed: small letters, digits and hyphens, and .yaml");
        }
        Section root = Section.root(file.toString(), YamlNode.textOf(file), System::getenv);
        String about = root.required("about");
        LoadCase common = LoadCase.read(root, LoadCase.STANDARD);
        List<LoadCase> cases = root.sections("cases", section -> LoadCase.read(section, common));
        root.end();
        List<LoadCase> all = cases.isEmpty() ? List.of(common) : cases;
        if (all.stream().anyMatch(load -> load.shape() != common.shape())) {
            throw root.error("cases", "has another shape than the scenario; allowed: one shape in a scenario");
        }
        if (all.stream().map(LoadScenario::key).distinct().count() < all.size()) {
            throw root.error("cases", "has a name and delivery twice; allowed: each once");
        }
        if (all.stream()
                        .map(load -> load.streams().getOrDefault(BoundedRocksDb.BUDGET, ""))
                        .distinct()
                        .count()
                > 1) {
            throw root.error(
                    "cases",
                    "has several values of " + BoundedRocksDb.BUDGET
                            + "; allowed: one in a scenario, the first case fixes it for the process");
        }
        return new LoadScenario(name, about, all);
    }

    private static String key(LoadCase load) {
        return load.name() + ", " + load.delivery();
    }
}
