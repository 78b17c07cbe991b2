package io.weir.wire;

import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.World;
import io.weir.transaction.InvalidRecordException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
                .setHorizon(Instant.ofEpochMilli(rate.horizonMillis()))
                .setLabels(write(rate.labels()))
                .setScores(write(rate.scores()))
                .setUnseen(rate.unseen())
                .setCause(rate.cause().name())
                .setCommand(rate.command())
                .setWorld(rate.world().name())
                .setAlarms(rate.alarms())
                .build();
    }

    /** @throws InvalidRecordException for a rate that is none: what decides must be a number */
    static BaseRateVersion read(io.weir.wire.avro.BaseRate avro) {
        rate("estimate", avro.getEstimate());
        rate("deployed", avro.getDeployed());
        if (!Double.isFinite(avro.getThresholdShift())) {
            throw InvalidRecordException.field("threshold_shift", avro.getThresholdShift(), "a finite number");
        }
        return new BaseRateVersion(
                avro.getSegment(),
                avro.getVersion(),
                avro.getWindowEnd().toEpochMilli(),
                avro.getEffectiveFrom().toEpochMilli(),
                avro.getHorizon().toEpochMilli(),
                avro.getEstimate(),
                avro.getLower(),
                avro.getUpper(),
                read(avro.getLabels()),
                read(avro.getScores()),
                avro.getDeployed(),
                avro.getThresholdShift(),
                avro.getReference(),
                avro.getFrauds(),
                avro.getExposure(),
                avro.getUnseen(),
                cause(avro.getCause()),
                avro.getCommand(),
                world(avro.getWorld()),
                avro.getAlarms());
    }

    private static void rate(String field, double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw InvalidRecordException.field(field, rate, "0 to 1");
        }
    }

    private static io.weir.wire.avro.@Nullable RateInterval write(BaseRateVersion.@Nullable Interval interval) {
        return interval == null
                ? null
                : new io.weir.wire.avro.RateInterval(interval.estimate(), interval.lower(), interval.upper());
    }

    private static BaseRateVersion.@Nullable Interval read(io.weir.wire.avro.@Nullable RateInterval avro) {
        return avro == null ? null : new BaseRateVersion.Interval(avro.getEstimate(), avro.getLower(), avro.getUpper());
    }

    static World world(String name) {
        return WireEnums.of(World.class, "world", name);
    }

    private static BaseRateVersion.Cause cause(String name) {
        return WireEnums.of(BaseRateVersion.Cause.class, "cause", name);
    }
}
