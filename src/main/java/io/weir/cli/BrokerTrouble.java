package io.weir.cli;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** What a Kafka client's failure means for whoever set it up, and what to look at. */
final class BrokerTrouble {

    private static final int DEEPEST = 20;

    private BrokerTrouble() {}

    /** In words, when this failure or one of its causes is of a kind that a person can mend; null: of no such kind. */
    static @Nullable String of(Throwable failure, String brokers) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            String meaning = meaning(cause, brokers);
            if (meaning != null) {
                return meaning;
            }
        }
        return null;
    }

    private static @Nullable String meaning(Throwable e, String brokers) {
        if (e instanceof TimeoutException) {
            return "no answer from the brokers " + brokers + ": " + e.getMessage()
                    + "; check kafka.bootstrap-servers, and whether the brokers want security.protocol SSL or SASL_SSL";
        }
        if (e instanceof UnsupportedVersionException) {
            return "the brokers " + brokers + " are too old, or a setting asks for what they do not do: "
                    + e.getMessage() + "; needed: Kafka 2.5 or later (2.1 with application.delivery at-least-once)";
        }
        if (e instanceof AuthenticationException) {
            return "the brokers " + brokers + " do not accept who we are: " + e.getMessage()
                    + "; check security.protocol, sasl.* and ssl.* under kafka.client";
        }
        if (e instanceof AuthorizationException) {
            return "the brokers " + brokers + " do not allow it: " + e.getMessage()
                    + "; docs/security.md lists what Weir must be allowed to do";
        }
        if (e instanceof ConfigException) {
            return "a setting under kafka is wrong: " + e.getMessage();
        }
        return null;
    }
}
