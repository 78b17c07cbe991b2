package io.weir.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was sent and may be forgotten when it is with the brokers. Exactly once that is at once, for sending and forgetting are
 * one transaction. At least once a crash may keep the forgetting and lose what was sent: there it is when the producer has been
 * flushed since.
 *
 * @param <T> what is forgotten
 */
final class Unflushed<T> {

    private final @Nullable LongSupplier flushes;
    private final List<T> sent = new ArrayList<>();
    private long flushesWhenSent;

    /** @param flushes of the producer so far; null: exactly once */
    Unflushed(@Nullable LongSupplier flushes) {
        this.flushes = flushes;
    }

    void add(Collection<? extends T> more) {
        if (!more.isEmpty()) {
            flushesWhenSent = flushes == null ? 0 : flushes.getAsLong();
            sent.addAll(more);
        }
    }

    boolean contains(T one) {
        return sent.contains(one);
    }

    /** What was added is not to be forgotten after all. */
    void keep(T one) {
        sent.remove(one);
    }

    /** Gives all that was added, in order, when it is with the brokers; otherwise nothing. */
    void settle(Consumer<List<T>> forget) {
        if (!sent.isEmpty() && (flushes == null || flushes.getAsLong() > flushesWhenSent)) {
            forget.accept(List.copyOf(sent));
            sent.clear();
        }
    }
}
