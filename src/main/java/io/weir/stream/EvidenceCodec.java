package io.weir.stream;

import io.weir.baserate.WindowEvidence;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** {@link WindowEvidence} as bytes, on its way to the estimator. */
final class EvidenceCodec {

    private EvidenceCodec() {}

    static Serde<WindowEvidence> serde() {
        return Serdes.serdeFrom(
                (topic, evidence) -> evidence.toBytes(), (topic, bytes) -> WindowEvidence.fromBytes(bytes));
    }
}
