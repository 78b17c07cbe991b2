package io.weir.cli.forest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What others measured for an isolation forest on a set: mean area under the ROC curve over five seeds, unsupervised, by
 * Livernoche, Jain, Hezaveh, Ravanbakhsh 2024 on the sets of ADBench (Han et al. 2022).
 *
 * @param auc in percent
 */
record PublishedAuc(String set, double auc) {

    /** Name of the file that lists them. */
    static final String FILE = "iforest-reference.csv";

    private static final String NAME_COLUMN = "dataset";
    private static final String AUC_COLUMN = "dte_unsup_aucroc_pct_mean";

    /** @throws IllegalArgumentException when directory or file are not there, or not as expected; says what is wrong */
    static List<PublishedAuc> read(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("no such directory: " + directory);
        }
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(directory + " has no " + FILE + ", the published results");
        }
        List<String> lines = Files.readAllLines(file);
        List<String> header =
                lines.isEmpty() ? List.of() : Arrays.asList(lines.get(0).split(",", -1));
        int name = column(header, NAME_COLUMN, file);
        int auc = column(header, AUC_COLUMN, file);
        List<PublishedAuc> published = new ArrayList<>();
        for (int line = 1; line < lines.size(); line++) {
            String[] cells = lines.get(line).split(",", -1);
            String where = file + ", line " + (line + 1);
            if (cells.length != header.size()) {
                throw new IllegalArgumentException(
                        where + ": " + cells.length + " cells; the header has " + header.size());
            }
            published.add(new PublishedAuc(cells[name], percent(cells[auc], where)));
        }
        return published;
    }

    private static int column(List<String> header, String name, Path file) {
        int at = header.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException(file + " has no column " + name);
        }
        return at;
    }

    private static double percent(String cell, String where) {
        try {
            double value = Double.parseDouble(cell);
            if (value >= 0 && value <= 100) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, as for a number out of range.
        }
        throw new IllegalArgumentException(where + ": " + AUC_COLUMN + " is '" + cell + "'; allowed: 0 to 100");
    }

    Path file(Path directory) {
        return directory.resolve(set + ".csv.gz");
    }

    /** Points that a mean over seeds may be away: 1.5; 3 on smtp, whose 30 anomalies make each seed another result. */
    double tolerance() {
        return set.equals("34_smtp") ? 3 : 1.5;
    }
}
