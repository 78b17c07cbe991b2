package io.weir.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.model.TreeEnsemble;
import io.weir.model.TreeEnsemble.Arithmetic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads a model that LightGBM saved as text ({@code Booster.save_model}, format v3 or v4): objective {@code binary}, one tree
 * an iteration, numeric splits, constant leaves.
 *
 * <p>A file is a header and one section a tree, each of lines {@code key=value}, with empty lines between; shrinkage and the
 * starting score are in the leaves already. A leaf is in units of log-odds divided by the objective's {@code sigmoid}.
 */
final class LightGbmModelReader {

    private static final String START = "tree";
    private static final String TREE = "Tree=";
    private static final String END = "end of trees";
    private static final String OBJECTIVE = "binary sigmoid:";
    private static final Set<String> VERSIONS = Set.of("v3", "v4");

    private final LightGbmSection header;
    private final List<LightGbmSection> sections = new ArrayList<>();

    private LightGbmModelReader(String text) {
        header = new LightGbmSection("the header has ");
        LightGbmSection section = header;
        List<String> lines = text.lines().toList();
        for (String line : lines) {
            if (line.equals(END)) {
                return;
            }
            if (line.startsWith(TREE)) {
                section = new LightGbmSection("tree " + sections.size() + " has ");
                sections.add(section);
            }
            section.add(line);
        }
        throw LightGbmSection.error("line \"" + END + "\" is missing: the file is cut off");
    }

    static boolean recognizes(byte[] content) {
        byte[] start = START.getBytes(UTF_8);
        return content.length > start.length
                && Arrays.equals(start, Arrays.copyOf(content, start.length))
                && (content[start.length] == '\n' || content[start.length] == '\r');
    }

    /** @throws IllegalArgumentException naming what is wrong or not supported */
    static ImportedModel read(byte[] content) {
        return new LightGbmModelReader(new String(content, UTF_8)).model();
    }

    private ImportedModel model() {
        header.expect("version", VERSIONS);
        header.expect("num_class", Set.of("1"));
        header.expect("num_tree_per_iteration", Set.of("1"));
        if (header.has("average_output")) {
            throw LightGbmSection.error("average_output is set (boosting rf); allowed: boosting gbdt or dart");
        }
        double sigmoid = sigmoid();
        int features = header.number("max_feature_idx", 0, (1 << 16) - 1) + 1;
        List<String> names = List.of(header.text("feature_names").split(" ", -1));
        if (names.size() != features) {
            throw LightGbmSection.error(
                    "feature_names has " + names.size() + " names; allowed: one for each of " + features + " features");
        }
        List<LightGbmTree> read = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            read.add(new LightGbmTree(i, sections.get(i)));
        }
        return new ImportedModel(ensemble(features, read, sigmoid), names, "lightgbm " + header.text("version"));
    }

    private static TreeEnsemble ensemble(int features, List<LightGbmTree> read, double sigmoid) {
        boolean zero = read.stream().anyMatch(tree -> tree.nodeMissing(LightGbmTree.MISSING_ZERO) >= 0);
        List<TreeEnsemble.Tree> trees = new ArrayList<>();
        for (LightGbmTree tree : read) {
            int contrary = tree.nodeMissing(LightGbmTree.MISSING_NAN);
            if (zero && contrary >= 0) {
                throw LightGbmSection.error("tree " + tree.index() + " has missing type NaN at node " + contrary
                        + "; allowed in a model with missing type Zero: None or Zero");
            }
            trees.add(tree.tree(sigmoid));
        }
        try {
            return TreeEnsemble.of(zero ? Arithmetic.FLOAT64_ZERO_MISSING : Arithmetic.FLOAT64, features, 0, trees);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("LightGBM model: " + e.getMessage(), e);
        }
    }

    /** Of {@code objective=binary sigmoid:1}. */
    private double sigmoid() {
        String objective = header.text("objective");
        String number = objective.startsWith(OBJECTIVE) ? objective.substring(OBJECTIVE.length()) : "";
        try {
            double sigmoid = Double.parseDouble(number);
            if (sigmoid > 0 && sigmoid <= Double.MAX_VALUE) {
                return sigmoid;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(objectiveError(objective), e);
        }
        throw new IllegalArgumentException(objectiveError(objective));
    }

    private static String objectiveError(String objective) {
        return "LightGBM model: objective is \"" + objective + "\"; allowed: " + OBJECTIVE + " and a number above 0";
    }
}
