package io.weir.cli.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A small disk of its own for the state of one instance, which gets full. */
final class FullDisk {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(25);
    /** Shares of the input that are sent before the disk gets full, and while it is. */
    private static final double BEFORE = 0.35;

    private static final double MEANWHILE = 0.6;

    private FullDisk() {}

    /** The only instance left works on it; input stops until there is space again, so that there is work left then. */
    static void inject(FaultRun run) throws IOException {
        Application application = run.application();
        Path disk = Files.createDirectories(application.setup().directory().resolve("disk"));
        if (!mount(disk)) {
            throw new FaultSkipped("a small disk cannot be mounted here");
        }
        try {
            int second = application.add(disk.resolve("state"));
            run.until(0.1);
            run.supply().upTo(BEFORE);
            alone(run, second);
            run.fault("disk of an instance full");
            run.supply().upTo(MEANWHILE);
            Path ballast = disk.resolve("ballast");
            fill(ballast);
            run.pause(LONG_ENOUGH);
            boolean ended = !application.instance(second).isAlive();
            run.note(ended ? "the instance ended by itself" : "the instance went on from memory");
            application.kill(second);
            application.start(second);
            run.pause(LONG_ENOUGH);
            run.note("started on the full disk it "
                    + (application.instance(second).isAlive() ? "waits" : "ended") + ", saying: "
                    + lastError(application.instance(second).lines(), disk));
            application.kill(second);
            Files.delete(ballast);
            run.from();
            if (run.isComplete()) {
                run.problem("all was decided before the disk had space again");
            }
            application.start(second);
            run.supply().upTo(1);
            run.supervised(true);
            run.recover();
            run.until(1);
            application.start(0);
            application.kill(second);
            run.from();
        } finally {
            command("umount", "-l", disk.toString());
        }
    }

    /** The other one is killed and stays away; the standby on the small disk takes over, and nobody starts it again for now. */
    private static void alone(FaultRun run, int second) {
        run.application().kill(0);
        run.supervised(false);
        run.from();
        run.recoverWith(second);
    }

    private static boolean mount(Path disk) throws IOException {
        try {
            command("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString());
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static String lastError(List<String> lines, Path disk) {
        return lines.stream()
                .filter(line -> line.contains("ERROR") || line.startsWith("weir run:"))
                .reduce("nothing", (first, second) -> second)
                .replace(disk.toString(), "DISK");
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[65_536];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (!Files.exists(file)) {
                throw e;
            }
        }
    }

    private static void command(String... words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(words[0] + " failed: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
