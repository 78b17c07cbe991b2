package io.weir.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.stream.WeirStream;
import io.weir.training.BundleFile;
import io.weir.transaction.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Weir under a load, in one or more instances. */
final class LoadedWeir implements LoadSystem {

    /** A magic byte and the schema's id. */
    private static final int WIRE_HEADER = 5;

    private final LoadCluster cluster;
    private final int instances;
    private final List<WeirStream> streams = new ArrayList<>();
    private final List<SimpleMeterRegistry> metrics = new ArrayList<>();

    LoadedWeir(LoadCluster cluster, int instances) {
        this.cluster = cluster;
        this.instances = instances;
    }

    @Override
    public String name() {
        return "weir";
    }

    @Override
    public void start() {
        for (int i = 0; i < instances; i++) {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            metrics.add(registry);
            streams.add(WeirStream.start(
                    cluster.instance(i),
                    cluster.wire(),
                    registry,
                    content -> BundleFile.read(content).bundle()));
        }
    }

    @Override
    public void stop() {
        streams.forEach(WeirStream::close);
        streams.clear();
    }

    @Override
    public boolean isReady() {
        return streams.stream().allMatch(WeirStream::isReady);
    }

    @Override
    public @Nullable Throwable failure() {
        return streams.stream()
                .map(StreamHealth::failure)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    public long filled() {
        return metrics.stream()
                .map(registry -> registry.find("weir.warm.up").counter())
                .filter(Objects::nonNull)
                .mapToLong(counter -> (long) counter.count())
                .sum();
    }

    @Override
    public String inputTopic() {
        return cluster.streamSettings().topics().transactions();
    }

    @Override
    public byte[] input(int number, Transaction transaction) {
        return cluster.wire().transaction(inputTopic(), transaction);
    }

    @Override
    public String outputTopic() {
        return cluster.streamSettings().topics().decisions();
    }

    @Override
    public Map<String, String> written() {
        return cluster.written(cluster.settings().application().id(), outputTopic());
    }

    /** The transaction's id is the first field of a decision; all of it would take as long to read as to write. */
    @Override
    public int number(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(value, WIRE_HEADER, value.length - WIRE_HEADER, null);
        try {
            return LoadPayments.number(decoder.readString());
        } catch (IOException e) {
            throw new UncheckedIOException("a decision cannot be read", e);
        }
    }
}
