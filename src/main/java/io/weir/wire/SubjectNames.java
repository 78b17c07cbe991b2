package io.weir.wire;

import java.util.Arrays;
import org.apache.avro.Schema;

/** Confluent's three ways to name the subject under which a topic's schema is kept. */
enum SubjectNames {
    TopicNameStrategy {
        @Override
        String subject(String topic, boolean key, Schema schema) {
            return topic + (key ? "-key" : "-value");
        }
    },
    RecordNameStrategy {
        @Override
        String subject(String topic, boolean key, Schema schema) {
            return schema.getFullName();
        }
    },
    TopicRecordNameStrategy {
        @Override
        String subject(String topic, boolean key, Schema schema) {
            return topic + '-' + schema.getFullName();
        }
    };

    private static final String CONFLUENT_PACKAGE = "io.confluent.kafka.serializers.subject.";

    abstract String subject(String topic, boolean key, Schema schema);

    /** Takes Confluent's full class name or the simple one. */
    static SubjectNames of(String setting, String name) {
        String simple = name.startsWith(CONFLUENT_PACKAGE) ? name.substring(CONFLUENT_PACKAGE.length()) : name;
        return Arrays.stream(values())
                .filter(strategy -> strategy.name().equals(simple))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(setting + " is \"" + name + "\"; allowed: "
                        + Arrays.toString(values()) + ", plain or prefixed with " + CONFLUENT_PACKAGE));
    }
}
