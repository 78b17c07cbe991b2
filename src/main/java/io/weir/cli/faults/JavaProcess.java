package io.weir.cli.faults;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * This very program once more as a process of its own, with a log and a temporary folder of its own. It can be killed, held and
 * started again; it does not outlive this JVM unless that one is killed itself.
 */
final class JavaProcess implements AutoCloseable {

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();
    /** What {@code weir run} takes at most to end in order, and some. */
    private static final Duration IN_ORDER = Duration.ofSeconds(95);
    /** Of a JVM that was asked to end, and of one that ended by itself. */
    private static final Set<Integer> GOOD_EXITS = Set.of(143, 0);

    private static final String MAIN = "io.weir.cli.Main";

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final List<String> command;
    private final Path temporary;
    private final Path log;
    private @Nullable Process process;
    private long logBefore;

    /**
     * A process that does not run yet.
     *
     * @param directory for its log and its temporary files
     * @param heap such as 512m
     * @param arguments of {@code weir}
     */
    JavaProcess(Path directory, String name, String heap, List<String> arguments) {
        temporary = directory.resolve(name + ".tmp");
        log = directory.resolve(name + ".log");
        command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                // It lives for seconds: what matters is how fast it starts.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temporary));
        command.addAll(program());
        command.addAll(arguments);
    }

    /** The jar that this was started from, or the classes. */
    private static List<String> program() {
        String path = System.getProperty("java.class.path");
        return path.endsWith(".jar") && !path.contains(File.pathSeparator)
                ? List.of("-jar", path)
                : List.of("-cp", path, MAIN);
    }

    void start() {
        try {
            delete(temporary);
            Files.createDirectories(temporary);
            logBefore = Files.exists(log) ? Files.size(log) : 0;
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
            RUNNING.add(started);
            process = started;
        } catch (IOException e) {
            throw new UncheckedIOException("a process cannot be started", e);
        }
    }

    boolean isAlive() {
        Process now = process;
        return now != null && now.isAlive();
    }

    /** kill -9. */
    void kill() {
        Process now = process;
        if (now != null) {
            try {
                now.destroyForcibly().waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            RUNNING.remove(now);
        }
    }

    /** Asks it to end, as an operator does, and waits for that; in words, what was wrong with how it ended, else nothing. */
    Optional<String> end() {
        Process now = process;
        if (now == null || !now.isAlive()) {
            return Optional.empty();
        }
        now.destroy();
        try {
            if (!now.waitFor(IN_ORDER.toSeconds(), TimeUnit.SECONDS)) {
                now.destroyForcibly().waitFor();
                return Optional.of("did not end within " + IN_ORDER.toSeconds() + " s and was killed");
            }
            int exit = now.exitValue();
            return GOOD_EXITS.contains(exit) ? Optional.empty() : Optional.of("ended with exit code " + exit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("was not waited for");
        } finally {
            RUNNING.remove(now);
        }
    }

    /** SIGSTOP: it stands still where it is. */
    void hold() {
        signal("STOP");
    }

    /** SIGCONT: it goes on as if nothing had been. */
    void release() {
        signal("CONT");
    }

    private void signal(String name) {
        Process now = process;
        if (now == null) {
            return;
        }
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(now.pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("signal " + name + " cannot be sent");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("signal " + name + " cannot be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it has said since it was started the first time. */
    List<String> lines() {
        return lines(0);
    }

    /** What the process that runs now has said, and none before it. */
    List<String> linesSinceStart() {
        return lines(logBefore);
    }

    private List<String> lines(long from) {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (InputStream in = Files.newInputStream(log)) {
            in.skipNBytes(from);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(log + " cannot be read", e);
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() {
        kill();
    }
}
