package io.weir.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.weir.transaction.IdHash;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gives a reader hostile inputs and holds it to what readers promise for any of them: it ends in time, takes no more memory than
 * a bound, and either reads the input or throws what it documents, with words that are neither empty nor endless. Input i comes
 * from the seed {@code mix(i)} alone, and a failure names i: it becomes a test of its own.
 */
public final class Fuzz {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Duration LONGEST_BATCH = Duration.ofMinutes(5);
    private static final long LONGEST_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int LONGEST_MESSAGE = 2_001;
    private static final int SHOWN = 3_000;

    private final Reader reader;
    private final Predicate<Throwable> documented;
    private final long mostBytes;
    private final Map<String, Integer> refusals = new TreeMap<>();
    private int accepted;

    /** What is tested. */
    @FunctionalInterface
    public interface Reader {
        void read(byte[] input) throws Exception;
    }

    private Fuzz(Reader reader, Predicate<Throwable> documented, long mostBytes) {
        this.reader = reader;
        this.documented = documented;
        this.mostBytes = mostBytes;
    }

    /**
     * Reads inputs.
     *
     * @param maker of an input from its seed
     * @param documented whether the reader may throw this
     * @param mostBytes that reading one input may allocate
     */
    public static Fuzz run(
            int inputs,
            Function<SplittableRandom, byte[]> maker,
            Reader reader,
            Predicate<Throwable> documented,
            long mostBytes) {
        Fuzz fuzz = new Fuzz(reader, documented, mostBytes);
        AtomicLong current = new AtomicLong();
        assertTimeoutPreemptively(
                LONGEST_BATCH,
                () -> {
                    for (int i = 0; i < inputs; i++) {
                        current.set(i);
                        fuzz.read(i, maker.apply(random(i)));
                    }
                },
                () -> "no end at input " + current);
        return fuzz;
    }

    /** What input i is made from. */
    public static SplittableRandom random(long i) {
        return new SplittableRandom(IdHash.mix(i));
    }

    private void read(int i, byte[] input) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = System.nanoTime();
        Throwable thrown = thrown(input);
        nanos = System.nanoTime() - nanos;
        bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        if (nanos > LONGEST_NANOS || bytes > mostBytes) {
            throw failure(i, input, "took " + nanos / 1_000_000 + " ms and " + bytes + " bytes", thrown);
        }
        if (thrown == null) {
            accepted++;
        } else {
            check(i, input, thrown);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // an Error is a finding too
    private @Nullable Throwable thrown(byte[] input) {
        try {
            reader.read(input);
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private void check(int i, byte[] input, Throwable thrown) {
        String message = Objects.requireNonNullElse(thrown.getMessage(), "");
        if (!documented.test(thrown)) {
            throw failure(i, input, "ended in " + thrown, thrown);
        }
        if (message.isBlank() || message.length() > LONGEST_MESSAGE) {
            throw failure(i, input, "was refused in " + message.length() + " characters", thrown);
        }
        refusals.merge(shape(message), 1, Integer::sum);
    }

    /** A message without what comes from the input: what is left tells kinds of refusals apart. */
    private static String shape(String message) {
        return message.replaceAll("(?s)\".*\"", "\"\"").replaceAll("[^a-zA-Z_\" ]+", "#");
    }

    private static AssertionError failure(int i, byte[] input, String what, @Nullable Throwable thrown) {
        String base64 = Base64.getEncoder().encodeToString(input);
        String shown = base64.length() <= SHOWN ? base64 : base64.substring(0, SHOWN) + "…";
        return new AssertionError("input " + i + " of " + input.length + " bytes " + what + "\n" + shown, thrown);
    }

    /** Fails unless inputs were read and others refused, in at least so many different words: else it reaches nothing. */
    public Fuzz reaches(int least, int kinds) {
        assertThat(accepted).as("inputs read").isGreaterThanOrEqualTo(least);
        assertThat(refusals).as("kinds of refusals").hasSizeGreaterThanOrEqualTo(kinds);
        return this;
    }

    @Override
    public String toString() {
        return accepted + " read, refused " + refusals;
    }
}
