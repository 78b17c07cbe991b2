package io.weir.history;

import io.weir.transaction.InvalidRecordException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A history in Weir's own CSV with 1,000 good rows and 100 broken ones of every kind, always the same; good and broken
 * rows alternate so that a break which swallows the next row shows. {@code main} writes it for trials by hand.
 */
public final class BrokenCsv {

    public static final int GOOD = 1_000;
    public static final int BROKEN = 100;

    private static final String HEADER =
            "transaction_id,event_time,account_id,merchant_id,amount,currency,fraud,reported_time,numeric.distance_km";

    /**
     * A kind of broken row.
     *
     * @param reason the reason expected
     * @param named what the message must contain: the column, and mostly the value
     */
    public record Kind(String name, Reason reason, List<String> named, byte[] line) {}

    private BrokenCsv() {}

    /** Writes the file and returns the kind of each broken line by line number. */
    public static Map<Long, Kind> write(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<Long, Kind> broken = new TreeMap<>();
        List<Kind> kinds = kinds();
        out.writeBytes((HEADER + "\n").getBytes(StandardCharsets.UTF_8));
        long line = 1;
        for (int i = 0; i < GOOD; i++) {
            out.writeBytes((good(i) + "\n").getBytes(StandardCharsets.UTF_8));
            line++;
            if (i % (GOOD / BROKEN) == 0) {
                Kind kind = kinds.get(broken.size() % kinds.size());
                out.writeBytes(kind.line());
                out.write('\n');
                broken.put(++line, kind);
            }
        }
        Files.write(file, out.toByteArray());
        return broken;
    }

    /** The ids of the good rows, in order. */
    public static List<String> goodIds() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < GOOD; i++) {
            ids.add("t" + i);
        }
        return ids;
    }

    /** Every kind of broken row once. */
    public static List<Kind> kinds() {
        Kinds kinds = new Kinds();
        kinds.add(
                "missing field", Reason.MISSING_FIELD, "x,2026-01-01T00:00:00Z,c,m,1.00,USD,,", "numeric.distance_km");
        kinds.add("only an id", Reason.MISSING_FIELD, "x", "event_time", "1 fields");
        kinds.add("too many fields", Reason.UNREADABLE, row("x", "2026-01-01T00:00:00Z", "1.00") + ",9", "10 fields");
        kinds.field("no such day", "event_time", "2026-02-30T00:00:00Z", row("x", "2026-02-30T00:00:00Z", "1.00"));
        kinds.field("no date", "event_time", "yesterday", row("x", "yesterday", "1.00"));
        kinds.field("day first", "event_time", "31/12/2026 10:00", row("x", "31/12/2026 10:00", "1.00"));
        kinds.field("before 1970", "event_time", "1812-12-24T00:00:00Z", row("x", "1812-12-24T00:00:00Z", "1.00"));
        kinds.amount("-12.50");
        kinds.amount("99999999999999999999.00");
        kinds.amount("10000000000000.01");
        kinds.amount("NaN");
        kinds.amount("Infinity");
        kinds.amount("-Infinity");
        kinds.amount("1e3");
        kinds.amount("0x10");
        kinds.amount("twelve");
        kinds.amount("12.345");
        kinds.amount("1.2.3");
        kinds.amount(" 1.00");
        kinds.add("empty amount", Reason.MISSING_FIELD, row("x", "2026-01-01T00:00:00Z", ""), "amount");
        kinds.add("empty id", Reason.MISSING_FIELD, row("", "2026-01-01T00:00:00Z", "1.00"), "transaction_id");
        kinds.add("blank id", Reason.MISSING_FIELD, row("  ", "2026-01-01T00:00:00Z", "1.00"), "transaction_id");
        kinds.add("no account", Reason.MISSING_FIELD, "x,2026-01-01T00:00:00Z,,m,1.00,USD,,,", "account_id");
        kinds.add("no merchant", Reason.MISSING_FIELD, "x,2026-01-01T00:00:00Z,c,,1.00,USD,,,", "merchant_id");
        kinds.field("no currency", "currency", "XYZ", "x,2026-01-01T00:00:00Z,c,m,1.00,XYZ,,,");
        kinds.field("yen have no sen", "amount", "1.50", "x,2026-01-01T00:00:00Z,c,m,1.50,JPY,,,");
        kinds.field("label", "fraud", "maybe", "x,2026-01-01T00:00:00Z,c,m,1.00,USD,maybe,2026-01-02T00:00:00Z,");
        kinds.field(
                "report before event",
                "reported_time",
                "2025-01-01T00:00:00Z",
                "x,2026-01-01T00:00:00Z,c,m,1.00,USD,true,2025-01-01T00:00:00Z,");
        kinds.field("attribute", "numeric.distance_km", "far", "x,2026-01-01T00:00:00Z,c,m,1.00,USD,,,far");
        kinds.field("attribute NaN", "numeric.distance_km", "NaN", "x,2026-01-01T00:00:00Z,c,m,1.00,USD,,,NaN");
        kinds.add("open quote", Reason.UNREADABLE, "x,2026-01-01T00:00:00Z,\"c,m,1.00,USD,,,", "account_id", "quote");
        kinds.add("stray quote", Reason.UNREADABLE, "x,2026-01-01T00:00:00Z,c\",m,1.00,USD,,,", "account_id", "quote");
        kinds.add("text after quote", Reason.UNREADABLE, "x,2026-01-01T00:00:00Z,\"c\"d,m,1.00,USD,,,", "account_id");
        kinds.add(
                "latin-1",
                Reason.UNREADABLE,
                "x,2026-01-01T00:00:00Z,c,caf\u00e9,1.00,USD,,,".getBytes(StandardCharsets.ISO_8859_1),
                "merchant_id",
                "UTF-8");
        kinds.field("NUL in id", "transaction_id", "a?b", row("a\0b", "2026-01-01T00:00:00Z", "1.00"));
        kinds.field(
                "long id", "transaction_id", "300 characters", row("y".repeat(300), "2026-01-01T00:00:00Z", "1.00"));
        kinds.add(
                "1 MB field",
                Reason.UNREADABLE,
                "x,2026-01-01T00:00:00Z,c," + "m".repeat(1 << 20) + ",1.00,USD,,,",
                "merchant_id",
                "1048613 bytes",
                "262144");
        kinds.add("binary", Reason.UNREADABLE, new byte[] {0, (byte) 0xff, (byte) 0xfe, 7, 0}, "transaction_id");
        return kinds.all;
    }

    private static String good(int i) {
        String time = Instant.ofEpochSecond(1_767_225_600L + 60L * i).toString();
        String label = i % 50 == 0 ? "true," + Instant.ofEpochSecond(1_767_312_000L + 60L * i) : ",";
        String account = i % 7 == 0 ? "\"card, \"\"" + i % 40 + "\"\"\"" : "c" + i % 40;
        String merchant = i % 9 == 0 ? "café " + i % 13 : "m" + i % 13;
        return "t" + i + "," + time + "," + account + "," + merchant + "," + (i % 300) + ".5,USD," + label + ","
                + i / 8.0;
    }

    private static String row(String id, String time, String amount) {
        return id + "," + time + ",c,m," + amount + ",USD,,,";
    }

    private static final class Kinds {

        private final List<Kind> all = new ArrayList<>();

        void add(String name, Reason reason, byte[] line, String... named) {
            all.add(new Kind(name, reason, List.of(named), line));
        }

        void add(String name, Reason reason, String line, String... named) {
            add(name, reason, line.getBytes(StandardCharsets.UTF_8), named);
        }

        void field(String name, String column, String value, String line) {
            add(name, Reason.INVALID_FIELD, line, column, value, "allowed:");
        }

        void amount(String value) {
            field("amount " + value, "amount", value, row("x", "2026-01-01T00:00:00Z", value));
        }
    }

    /** Writes the file to the path given. */
    public static void main(String[] arguments) throws IOException {
        Map<Long, Kind> broken = write(Path.of(arguments[0]));
        broken.forEach((line, kind) -> System.out.println("line " + line + ": " + kind.name()));
    }
}
