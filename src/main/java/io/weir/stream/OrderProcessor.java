package io.weir.stream;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * In front of a hop after the account's: brings what comes from all partitions of the hop before into the order of event time,
 * so that a replay at full speed gives one order with any number of partitions. A message waits until the {@link Watermark} has
 * passed it. What is live goes through at once; so does what is late, in front of which later ones have gone.
 *
 * <p>In front of the last hop, behind which it is decided, a payment waits for the base rate as well: until the horizon, up to
 * which versions are known, has passed it. With the version of the window that ended at e that is {@code e + window +
 * effective-after}, when the next one takes effect. Before the first version the bundle's own base rate holds until
 * the version of the first window of all takes effect: the window in which history begins, which the marks tell ({@link
 * Watermark#first}), since nothing is released before every task was heard of. Nothing blocks for ever: a window is closed by
 * what was read and marked up to its end; the horizon lies a whole window beyond the last end, and that of the first window not
 * before its end. Labels wait for no base rate.
 *
 * <p>Marks go on once what they speak of has gone: everything before a mark's time has been forwarded. The first of all says
 * where history begins.
 */
final class OrderProcessor<K> implements Processor<K, HopMessage, byte[], Emission> {

    private static final Duration LOOK = Duration.ofMillis(20);

    /** At once: a round must end long before its transaction times out. */
    static final int MOST = 1_000;

    /** Behind one message. */
    static final int FEW = 50;

    private static final String WATERMARK = "watermark";

    private final StreamParts parts;
    private final OrderStage stage;
    private ProcessorContext<byte[], Emission> context;
    private KeyValueStore<String, byte[]> progress;
    private HeldMessages held;
    private Watermark watermark;
    private long passed = Long.MIN_VALUE;

    @SuppressWarnings("NullAway.Init")
    OrderProcessor(StreamParts parts, OrderStage stage) {
        this.parts = parts;
        this.stage = stage;
    }

    @Override
    public void init(ProcessorContext<byte[], Emission> context) {
        this.context = context;
        // A task whose commit failed is initialised once more: what it had sent was taken back.
        passed = Long.MIN_VALUE;
        progress = context.getStateStore(stage.progressStore());
        held = new HeldMessages(context.getStateStore(stage.heldStore()), progress, parts.unflushed());
        watermark = Watermark.fromBytes(stage.tasksBefore(parts.settings()), progress.get(WATERMARK));
        parts.metrics().waiting(held.count());
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, now -> {
            held.settle();
            release(MOST);
        });
    }

    @Override
    public void process(Record<K, HopMessage> record) {
        HopMessage message = record.value();
        if (message instanceof HopMessage.Passed mark) {
            watermark.accept(stage.hasOneTaskBefore() ? 0 : mark.from(), mark.timeMillis(), mark.idle());
            progress.put(WATERMARK, watermark.toBytes());
        } else if (isFree(message, record.timestamp())) {
            forward(message, record.timestamp());
            return;
        } else if (held.hold(message, record.timestamp())) {
            parts.metrics().waiting(1);
        }
        release(FEW);
    }

    /** Live or late; but a label does not overtake the payment that it judges. */
    private boolean isFree(HopMessage message, long timestamp) {
        if (parts.settings().isLive(timestamp, context.currentSystemTimeMs())) {
            return !(message instanceof HopMessage.Judged judged && held.holdsPaymentOf(judged));
        }
        boolean late = held.isLate(message, timestamp);
        if (late) {
            parts.metrics().late();
        }
        return late;
    }

    private void release(int most) {
        long horizon = stage.decides() ? parts.horizon(watermark.first()) : Long.MAX_VALUE;
        byte[] first = held.first();
        if (first != null && isReady(first, horizon)) {
            var ready = held.takeReady(key -> isReady(key, horizon), most);
            parts.metrics().waiting(-ready.size());
            ready.forEach(next -> forward(next.message(), next.timestamp()));
        }
        mark(Math.min(watermark.value(), horizon));
    }

    private boolean isReady(byte[] key, long horizon) {
        long time = OrderKey.time(key);
        return time < watermark.value() && (time < horizon || !OrderKey.isPayment(key));
    }

    /** Tells the next hop, when nothing is held any more from before the limit. */
    private void mark(long limit) {
        byte[] first = held.first();
        if (limit <= passed || (first != null && OrderKey.time(first) < limit)) {
            return;
        }
        if (passed == Long.MIN_VALUE && watermark.first() < limit) {
            sendMark(watermark.first());
        }
        sendMark(limit);
        passed = limit;
    }

    private void sendMark(long time) {
        forward(new HopMessage.Passed(context.taskId().partition(), time, false), time);
    }

    private void forward(HopMessage message, long timestamp) {
        context.forward(Emission.record(message.account(), new Emission.ToHop(message), timestamp));
    }

    @Override
    public void close() {
        parts.metrics().waiting(-held.count());
    }
}
