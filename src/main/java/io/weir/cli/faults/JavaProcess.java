package io.weir.cli.faults;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    private static final Duration IN_ORDER = Duration.ofSeconds(60);
    private static final String MAIN = "io.weir.cli.Main";

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final List<String> command;
    private final Path temporary;
    private final Path log;
    private @Nullable Process process;

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
            await(now.destroyForcibly());
            RUNNING.remove(now);
        }
    }

    /** Asks it to end, as an operator does, and waits for that. */
    void end() {
        Process now = process;
        if (now != null && now.isAlive()) {
            now.destroy();
            await(now);
        }
        kill();
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(IN_ORDER.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    /** What it has said so far. */
    List<String> lines() {
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
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
