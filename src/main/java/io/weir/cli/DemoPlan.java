package io.weir.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a demo was started with, kept in its data directory: a second run has to ask for the same to go on.
 *
 * @param data the file that is streamed, absolute
 * @param mapping how its columns are read
 * @param bytes its size
 * @param bundle the bundle given, absolute; empty when the demo trains one
 * @param features the catalogue that it trains on, as it was named
 * @param trainUntilMillis last moment that training may know
 * @param decideFromMillis event time of the first decision
 * @param seed of the simulation and of training
 * @param partitions of the transactions
 */
record DemoPlan(
        String data,
        String mapping,
        long bytes,
        String bundle,
        String features,
        long trainUntilMillis,
        long decideFromMillis,
        long seed,
        int partitions) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "demo.json";

    /** Keeps the plan in a new directory; in one that has been used, checks that it is the same. */
    void keepIn(Path dataDir) throws IOException {
        Path file = dataDir.resolve(FILE);
        Map<String, Object> mine = asMap();
        if (!Files.exists(file)) {
            JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), mine);
            return;
        }
        Map<?, ?> known = JSON.readValue(file.toFile(), Map.class);
        mine.forEach((name, value) -> {
            Object before = known.get(name);
            if (!Objects.equals(String.valueOf(before), String.valueOf(value))) {
                throw new UserException(dataDir + " holds a demo with " + name + " " + before + "; this one has "
                        + value + ". Give the same, or another --data-dir, or delete the directory");
            }
        });
    }

    private Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("data", data);
        map.put("mapping", mapping);
        map.put("bytes", bytes);
        map.put("bundle", bundle);
        map.put("features", features);
        map.put("train_until_millis", trainUntilMillis);
        map.put("decide_from_millis", decideFromMillis);
        map.put("seed", seed);
        map.put("partitions", partitions);
        return map;
    }
}
