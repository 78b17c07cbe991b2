package io.weir.cli.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;

/**
 * What the metadata of a broker still say of it when it comes back: that it lives, at its earlier address, and leads its
 * partitions. After a kill it would lead them until the new life takes over; markers of a transaction that was about to end are
 * sent in that time, and lost at the moment in which the partitions have no leader (KAFKA-20734, in 4.3 and 4.4). The
 * transaction then stays open in its partitions for good, and nothing behind it is ever read. So the controller takes the
 * earlier life back before the broker starts.
 */
final class EarlierLife {

    private static final Duration MOST = Duration.ofSeconds(60);

    private EarlierLife() {}

    /**
     * Ends it: from then on no partition has a leader until the broker has started.
     *
     * @throws IllegalStateException when the controller does not answer
     */
    static void end(Path dataDir, int controllerPort) {
        try (RaftNode controller = RaftNode.start(BrokerSettings.controller(dataDir, controllerPort))) {
            unregister(LoopbackPorts.HOST + ":" + controllerPort);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
                throw unanswered(dataDir, e);
            }
        } catch (TimeoutException e) {
            throw unanswered(dataDir, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unanswered(dataDir, e);
        }
    }

    private static void unregister(String controllers)
            throws ExecutionException, TimeoutException, InterruptedException {
        // It is told the earlier life's address first, and warns of it: its name keeps that from the screen.
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG,
                controllers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "earlier-life"))) {
            admin.unregisterBroker(BrokerSettings.NODE).all().get(MOST.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static IllegalStateException unanswered(Path dataDir, Exception cause) {
        return new IllegalStateException(
                "the controller of the broker in " + dataDir + " did not end the broker's earlier life: "
                        + cause.getMessage(),
                cause);
    }
}
