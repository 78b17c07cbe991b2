package io.weir.stream;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Behind the account's hop: passes everything on, and tells the hops after it how far this task has come in event time. A mark
 * goes ahead of the first message of each slot of event time, with the slot's start: all that is earlier was sent. A
 * task that has sent nothing for a while says that nobody need wait for it. Only in memory: after a restart a mark comes once
 * more, which does no harm, since those who receive it take the greatest.
 */
final class ProgressProcessor implements Processor<byte[], Emission, byte[], Emission> {

    private static final Duration LOOK = Duration.ofSeconds(1);
    /** How many times longer a task may be quiet while another one is held back. */
    private static final int MOST_PATIENCE = 4;

    private final StreamParts parts;
    private ProcessorContext<byte[], Emission> context;
    private long greatest = Long.MIN_VALUE;
    private long marked = Long.MIN_VALUE;
    private boolean idle;
    private boolean moved;
    private long quietSince;
    private long movedLast;

    @SuppressWarnings("NullAway.Init")
    ProgressProcessor(StreamParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<byte[], Emission> context) {
        this.context = context;
        // A task whose commit failed is initialised once more: what it had sent was taken back.
        greatest = Long.MIN_VALUE;
        marked = Long.MIN_VALUE;
        idle = false;
        moved = false;
        quietSince = context.currentSystemTimeMs();
        movedLast = quietSince;
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::look);
    }

    @Override
    public void process(Record<byte[], Emission> record) {
        if (record.value() instanceof Emission.ToHop) {
            advance(record.timestamp());
        }
        context.forward(record);
    }

    private void advance(long time) {
        moved = true;
        // One that lies ahead of the clock does not take those behind it along.
        long slot = parts.settings().slotStart(Math.min(time, context.currentSystemTimeMs()));
        if (slot > marked || idle) {
            marked = Math.max(marked, slot);
            idle = false;
            mark(marked);
        }
        greatest = Math.max(greatest, time);
    }

    private void look(long now) {
        long patience = parts.settings().idleAfter().toMillis();
        boolean heldBack =
                now - movedLast < MOST_PATIENCE * patience && parts.pace().hasPausedSince(now - LOOK.toMillis());
        if (moved || heldBack) {
            // A replay that waits for the horizon reads nothing, and is not idle; but it may be at its end.
            movedLast = moved ? now : movedLast;
            moved = false;
            quietSince = now;
        } else if (!idle && now - quietSince >= patience) {
            idle = true;
            // Kafka Streams keeps the task's time across restarts: what a run before has read is passed as well.
            long read = context.currentStreamTimeMs();
            greatest = read < 0 ? greatest : Math.max(greatest, read);
            mark(greatest == Long.MIN_VALUE ? greatest : Math.min(greatest + 1, now));
        }
    }

    private void mark(long time) {
        HopMessage mark = new HopMessage.Passed(context.taskId().partition(), time, idle);
        context.forward(Emission.record(mark.account(), new Emission.ToHop(mark), Math.max(0, time)));
    }
}
