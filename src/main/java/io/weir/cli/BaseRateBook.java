package io.weir.cli;

import io.weir.baserate.BaseRateCommand;
import io.weir.baserate.BaseRateNow;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.EvidenceWindows;
import io.weir.stream.Topics;
import io.weir.transaction.InvalidRecordException;
import io.weir.wire.WireFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The base rate's versions and the commands for it, of the whole and by the event time from which they hold. */
final class BaseRateBook {

    private static final Logger LOG = LoggerFactory.getLogger(BaseRateBook.class);

    private final TreeMap<Long, BaseRateVersion> versions = new TreeMap<>();
    private final TreeMap<Long, BaseRateCommand> commands = new TreeMap<>();

    BaseRateBook(Collection<BaseRateVersion> versions, Collection<BaseRateCommand> commands) {
        versions.stream()
                .filter(version -> version.segment().equals(EvidenceWindows.WHOLE))
                .sorted(Comparator.comparingLong(BaseRateVersion::version))
                .forEach(version -> this.versions.put(version.effectiveFromMillis(), version));
        commands.stream()
                .filter(command -> command.segment().equals(EvidenceWindows.WHOLE))
                .forEach(command -> this.commands.put(command.effectiveFromMillis(), command));
    }

    /**
     * What the topics have now; what cannot be read there holds for nobody.
     *
     * @throws UserException when a topic is missing
     */
    static BaseRateBook read(Consumer<String, byte[]> consumer, WireFormat wire, Topics topics) {
        return new BaseRateBook(
                read(consumer, topics.baseRates(), wire::readBaseRate),
                read(consumer, topics.baseRateCommands(), wire::readBaseRateCommand));
    }

    private static <T> List<T> read(
            Consumer<String, byte[]> consumer, String topic, BiFunction<String, byte[], T> reader) {
        List<T> read = new ArrayList<>();
        TopicTable.read(consumer, topic).forEach((key, value) -> {
            try {
                read.add(reader.apply(topic, value));
            } catch (InvalidRecordException e) {
                LOG.warn("{}: record {} cannot be used: {}", topic, key, e.getMessage());
            }
        });
        return read;
    }

    /** What holds at an event time. */
    BaseRateNow at(long time) {
        return new BaseRateNow(value(versions.floorEntry(time)), value(commands.floorEntry(time)));
    }

    /** The command that takes the place of what holds at an event time; null: none so far. */
    @Nullable
    BaseRateCommand commandAfter(long time) {
        return value(commands.higherEntry(time));
    }

    /** The newest versions, newest first. */
    List<BaseRateVersion> newest(int count) {
        return versions.descendingMap().values().stream().limit(count).toList();
    }

    /** The newest commands, newest first. */
    List<BaseRateCommand> newestCommands(int count) {
        return commands.descendingMap().values().stream().limit(count).toList();
    }

    /** @throws UserException when there is no such version */
    BaseRateVersion version(long number) {
        return versions.values().stream()
                .filter(version -> version.version() == number)
                .findFirst()
                .orElseThrow(() -> new UserException("there is no version " + number + " of the base rate; "
                        + (versions.isEmpty()
                                ? "none was published so far"
                                : "allowed: " + versions.firstEntry().getValue().version() + " to "
                                        + versions.lastEntry().getValue().version())));
    }

    private static <V> @Nullable V value(Map.@Nullable Entry<Long, V> entry) {
        return entry == null ? null : entry.getValue();
    }
}
