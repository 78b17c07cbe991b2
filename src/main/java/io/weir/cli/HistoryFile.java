package io.weir.cli;

import io.weir.history.CsvReader;
import io.weir.history.Mapping;
import io.weir.history.OrderedReader;
import io.weir.history.RejectLog;
import io.weir.history.Row;
import io.weir.transaction.LabelledTransaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/** A file of history that is being read: good rows in turn, bad rows to a file of rejects and to the user. */
final class HistoryFile implements Iterator<LabelledTransaction>, AutoCloseable {

    private static final int SHOWN = 20;

    private final CsvReader rows;
    private final OrderedReader reader;
    private final RejectLog rejects;
    private final Path rejectFile;
    private final Output output;
    private Runnable beforeEach = () -> {};

    private HistoryFile(CsvReader rows, RejectLog rejects, Path rejectFile, Output output, Consumer<Row.Bad> also) {
        this.rows = rows;
        this.rejects = rejects;
        this.rejectFile = rejectFile;
        this.output = output;
        this.reader = new OrderedReader(rows, bad -> {
            rejects.add(bad);
            also.accept(bad);
        });
    }

    /**
     * Opens a file by a mapping.
     *
     * @param rejectFile where bad rows are written, with line and reason
     * @param also is given each bad row as well
     */
    static HistoryFile open(Path data, Mapping mapping, Path rejectFile, Output output, Consumer<Row.Bad> also) {
        try {
            CsvReader rows = CsvReader.open(data, mapping);
            try {
                return new HistoryFile(rows, RejectLog.create(rejectFile, SHOWN), rejectFile, output, also);
            } catch (IOException e) {
                rows.close();
                throw e;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new UserException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Opens a file whose bad rows are only written and shown. */
    static HistoryFile open(DataOptions data, Path rejectFile, Output output) {
        return open(data.data(), mapping(data.mapping()), rejectFile, output, bad -> {});
    }

    static Mapping mapping(String nameOrPath) {
        try {
            return Mapping.load(nameOrPath);
        } catch (IllegalArgumentException e) {
            throw new UserException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Where the rejects of a command that writes {@code out} go. */
    static Path rejectsBeside(Path out) {
        return out.resolveSibling(out.getFileName() + ".rejects.csv");
    }

    /** Runs something before each row is looked for, such as a check whether to go on. */
    HistoryFile beforeEach(Runnable action) {
        beforeEach = action;
        return this;
    }

    @Override
    public boolean hasNext() {
        beforeEach.run();
        return reader.hasNext();
    }

    @Override
    public LabelledTransaction next() {
        return reader.next();
    }

    long good() {
        return reader.good();
    }

    long rejected() {
        return reader.rejected();
    }

    /** Tells the user of rows set aside and of rows out of order. */
    void report() {
        if (rejects.total() > 0) {
            output.line("%,d rows set aside; each with its line and reason in %s", rejects.total(), rejectFile);
            rejects.samples().forEach(sample -> output.line("  " + sample));
            if (rejects.total() > SHOWN) {
                output.line("  … and %,d more", rejects.total() - SHOWN);
            }
        }
        if (reader.outOfOrder() > 0) {
            output.line(
                    "%,d rows lie before an earlier row, the first at line %d; they are taken where they stand",
                    reader.outOfOrder(), reader.firstOutOfOrderLine().orElse(0));
        }
    }

    /** What the summary says of the rows. */
    void summarise(Map<String, Object> summary) {
        summary.put("rows", reader.good());
        summary.put("rejected_rows", reader.rejected());
        summary.put("out_of_order_rows", reader.outOfOrder());
    }

    @Override
    public void close() {
        try (rows) {
            rejects.close();
            if (rejects.total() == 0) {
                Files.deleteIfExists(rejectFile);
            }
        } catch (IOException e) {
            throw new UserException("cannot close " + rejectFile + ": " + e.getMessage(), e);
        }
    }
}
