package io.weir.cli;

import io.weir.transaction.Transaction;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What is measured: Weir, or the floor under it. It reads from one topic, and writes one record for each transaction to another. */
interface LoadSystem {

    /** Its name in results. */
    String name();

    /** Starts on what it knew when it was stopped. */
    void start();

    /** Stops in order. */
    void stop();

    boolean isReady();

    /** Why it stopped by itself; null while it runs. */
    @Nullable
    Throwable failure();

    /** Payments of the history that have got through. */
    long filled();

    /** What is sent of a transaction, and to which topic. */
    String inputTopic();

    byte[] input(int number, Transaction transaction);

    String outputTopic();

    /** Topics to which it writes its stores, what travels between its hops and what it decides, by names common to all systems. */
    Map<String, String> written();

    /** The number of the transaction that a record of the output is about. */
    int number(ConsumerRecord<String, byte[]> record);
}
