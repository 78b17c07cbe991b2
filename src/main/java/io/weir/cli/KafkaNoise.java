package io.weir.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/**
 * Keeps warnings of Kafka 4.3 from the screen that come with every start and stop and call for nothing; the log file has
 * them.
 */
final class KafkaNoise extends Filter<ILoggingEvent> {

    private record Noise(String logger, String message) {}

    private static final List<Noise> KNOWN = List.of(
            // a transaction's first records overtake its start; the producer sends them again
            new Noise("org.apache.kafka.clients.producer.internals.Sender", "retrying ("),
            new Noise("kafka.server.ReplicaManager", "Error processing append operation"),
            // topics that Kafka Streams is about to create, and connections closed twice
            new Noise("org.apache.kafka.clients.NetworkClient", "reported a recoverable issue"),
            new Noise("org.apache.kafka.clients.NetworkClient", "Attempting to close NetworkClient"),
            new Noise("org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils", "no longer assigned"),
            // a broker's start: its controller is asked before it is active, and knows the address of an earlier life
            new Noise("org.apache.kafka.controller.QuorumController", "Performing controller activation"),
            new Noise("kafka.server.ControllerApis", "apiKey=CONTROLLER_REGISTRATION"),
            new Noise("org.apache.kafka.clients.NetworkClient", "clientId=earlier-life"),
            // advice about defaults of a later version
            new Noise("org.apache.kafka.streams.StreamsConfig", "Processing exception handler is not enabled"));

    @Override
    public FilterReply decide(ILoggingEvent event) {
        for (Noise noise : KNOWN) {
            if (event.getLoggerName().equals(noise.logger())
                    && event.getMessage().contains(noise.message())) {
                return FilterReply.DENY;
            }
        }
        return FilterReply.NEUTRAL;
    }
}
