package io.weir.wire;

import io.weir.baserate.BaseRateVersion;
import java.time.Instant;

/** {@link BaseRateVersion} to its Avro record and back. */
final class BaseRateAvro {

    private BaseRateAvro() {}

    static io.weir.wire.avro.BaseRate write(BaseRateVersion rate) {
        return io.weir.wire.avro.BaseRate.newBuilder()
                .setSegment(rate.segment())
                .setVersion(rate.version())
                .setWindowEnd(Instant.ofEpochMilli(rate.windowEndMillis()))
                .setEffectiveFrom(Instant.ofEpochMilli(rate.effectiveFromMillis()))
                .setEstimate(rate.estimate())
                .setLower(rate.lower())
                .setUpper(rate.upper())
                .setDeployed(rate.deployed())
                .setThresholdShift(rate.shift())
                .setReference(rate.reference())
                .setFrauds(rate.frauds())
                .setExposure(rate.exposure())
                .build();
    }

    static BaseRateVersion read(io.weir.wire.avro.BaseRate avro) {
        return new BaseRateVersion(
                avro.getSegment(),
                avro.getVersion(),
                avro.getWindowEnd().toEpochMilli(),
                avro.getEffectiveFrom().toEpochMilli(),
                avro.getEstimate(),
                avro.getLower(),
                avro.getUpper(),
                avro.getDeployed(),
                avro.getThresholdShift(),
                avro.getReference(),
                avro.getFrauds(),
                avro.getExposure());
    }
}
