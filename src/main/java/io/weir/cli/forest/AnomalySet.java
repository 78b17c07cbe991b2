package io.weir.cli.forest;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A labelled set of anomalies.
 *
 * @param anomaly truth of each row
 */
record AnomalySet(double[][] rows, boolean[] anomaly) {

    /**
     * Reads a gzipped CSV file: a header whose last column is {@code label}, then numbers; label 0 is ordinary, 1 an anomaly.
     *
     * @throws IllegalArgumentException naming file, line and cell
     */
    static AnomalySet read(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(bytes), StandardCharsets.UTF_8))) {
            String header = in.readLine();
            if (header == null || !header.endsWith(",label")) {
                throw new IllegalArgumentException(file + ": its header is "
                        + (header == null ? "missing" : "'" + header + "'") + "; allowed: features, then label");
            }
            int columns = header.split(",", -1).length;
            List<double[]> lines = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(numbers(line, columns, file + ", line " + (lines.size() + 2)));
            }
            return of(lines, file);
        } catch (ZipException | EOFException e) {
            throw new IllegalArgumentException(file + " is not gzipped, or torn", e);
        }
    }

    private static AnomalySet of(List<double[]> lines, Path file) {
        double[][] rows = new double[lines.size()][];
        boolean[] anomaly = new boolean[rows.length];
        int anomalies = 0;
        for (int i = 0; i < rows.length; i++) {
            double[] cells = lines.get(i);
            rows[i] = Arrays.copyOf(cells, cells.length - 1);
            double label = cells[cells.length - 1];
            if (label != 0 && label != 1) {
                throw new IllegalArgumentException(
                        file + ", line " + (i + 2) + ": label is " + label + "; allowed: 0 or 1");
            }
            anomaly[i] = label == 1;
            anomalies += anomaly[i] ? 1 : 0;
        }
        if (anomalies == 0 || anomalies == rows.length) {
            throw new IllegalArgumentException(file + ": " + anomalies + " of " + rows.length
                    + " rows are anomalies; allowed: at least one of each kind");
        }
        return new AnomalySet(rows, anomaly);
    }

    private static double[] numbers(String line, int columns, String where) {
        String[] cells = line.split(",", -1);
        if (cells.length != columns) {
            throw new IllegalArgumentException(where + ": " + cells.length + " cells; the header has " + columns);
        }
        double[] numbers = new double[columns];
        for (int i = 0; i < columns; i++) {
            try {
                numbers[i] = Double.parseDouble(cells[i]);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        where + ", column " + (i + 1) + " is '" + cells[i] + "'; allowed: a number", e);
            }
        }
        return numbers;
    }

    int features() {
        return rows[0].length;
    }

    int anomalies() {
        int count = 0;
        for (boolean each : anomaly) {
            count += each ? 1 : 0;
        }
        return count;
    }
}
