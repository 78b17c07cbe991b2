package io.weir.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.feature.Encodings;
import io.weir.feature.Encodings.Table;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code encodings.json} of a bundle: of each encoded feature the numbers by category. */
final class EncodingsJson {

    private EncodingsJson() {}

    static byte[] write(Encodings encodings) {
        ObjectNode json = JsonFields.object();
        encodings.tables().forEach((feature, table) -> {
            ObjectNode written = json.putObject(feature).put("unseen", table.unseen());
            ObjectNode values = written.putObject("values");
            table.values().forEach(values::put);
        });
        return JsonFields.write(json);
    }

    static Encodings read(byte[] content) {
        JsonFields json = JsonFields.read("encodings", content);
        SortedMap<String, Table> tables = new TreeMap<>();
        for (String feature : json.names()) {
            JsonFields written = json.object(feature);
            JsonFields numbers = written.object("values");
            SortedMap<String, Double> values = new TreeMap<>();
            numbers.names().forEach(category -> values.put(category, numbers.number(category)));
            tables.put(feature, new Table(written.number("unseen"), values));
        }
        return new Encodings(tables);
    }
}
