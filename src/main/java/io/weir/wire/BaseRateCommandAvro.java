package io.weir.wire;

import io.weir.baserate.BaseRateCommand;
import io.weir.transaction.InvalidRecordException;
import java.time.Instant;
import java.util.Objects;

/** {@link BaseRateCommand} to its Avro record and back. */
final class BaseRateCommandAvro {

    private BaseRateCommandAvro() {}

    static io.weir.wire.avro.BaseRateCommand write(BaseRateCommand command) {
        return io.weir.wire.avro.BaseRateCommand.newBuilder()
                .setId(command.id())
                .setSegment(command.segment())
                .setKind(command.kind().name())
                .setRate(command.ordered())
                .setVersion(command.version())
                .setEffectiveFrom(Instant.ofEpochMilli(command.effectiveFromMillis()))
                .setOrderedAt(Instant.ofEpochMilli(command.orderedAtMillis()))
                .setBy(command.by())
                .setReason(command.reason())
                .build();
    }

    /** @throws InvalidRecordException naming the field, its value and what is allowed */
    static BaseRateCommand read(io.weir.wire.avro.BaseRateCommand avro) {
        BaseRateCommand.Kind kind = WireEnums.of(BaseRateCommand.Kind.class, "kind", avro.getKind());
        Double rate = avro.getRate();
        try {
            return new BaseRateCommand(
                    avro.getId(),
                    avro.getSegment(),
                    kind,
                    rate == null ? 0 : rate,
                    avro.getVersion(),
                    avro.getEffectiveFrom().toEpochMilli(),
                    avro.getOrderedAt().toEpochMilli(),
                    avro.getBy(),
                    avro.getReason());
        } catch (IllegalArgumentException e) {
            throw new InvalidRecordException(
                    InvalidRecordException.Reason.INVALID_FIELD, Objects.toString(e.getMessage()));
        }
    }
}
