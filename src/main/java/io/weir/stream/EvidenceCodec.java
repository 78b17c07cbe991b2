package io.weir.stream;

import io.weir.baserate.WindowEvidence;
import io.weir.baserate.WindowEvidence.CohortCount;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** {@link WindowEvidence} as bytes, on its way to the estimator. */
final class EvidenceCodec {

    private EvidenceCodec() {}

    static Serde<WindowEvidence> serde() {
        return Serdes.serdeFrom(
                (topic, evidence) -> write(evidence), (topic, bytes) -> Packed.read(bytes, EvidenceCodec::read));
    }

    private static byte[] write(WindowEvidence evidence) {
        return Packed.write(out -> {
            out.put((long) evidence.partition()).put(evidence.windowEndMillis());
            out.put((long) evidence.counts().size());
            for (CohortCount count : evidence.counts()) {
                out.put(count.cohortMillis()).put(count.transactions()).put(count.frauds());
            }
        });
    }

    private static WindowEvidence read(ByteBuffer in) {
        int partition = (int) in.getLong();
        long end = in.getLong();
        List<CohortCount> counts = new ArrayList<>();
        for (long i = in.getLong(); i > 0; i--) {
            counts.add(new CohortCount(in.getLong(), in.getLong(), in.getLong()));
        }
        return new WindowEvidence(partition, end, counts);
    }
}
