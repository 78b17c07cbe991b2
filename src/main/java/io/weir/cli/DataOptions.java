package io.weir.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The file of historical transactions that a command reads. */
final class DataOptions {

    @Option(
            names = "--data",
            required = true,
            order = 1,
            paramLabel = "FILE",
            description = "Transactions: CSV, plain or gzipped.")
    private Path data = Path.of("");

    @Option(
            names = "--mapping",
            order = 2,
            paramLabel = "NAME|FILE",
            description = "How its columns are read: weir, handbook, or a YAML file of your own.")
    private String mapping = "weir";

    Path data() {
        return data;
    }

    String mapping() {
        return mapping;
    }
}
