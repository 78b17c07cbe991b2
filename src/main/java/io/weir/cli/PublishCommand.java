package io.weir.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publish a model bundle: every running instance decides with it from then on. */
@Command(
        name = "publish",
        description = {
            "Publish a model bundle: every running instance decides with it from then on.",
            "",
            "The bundle goes to the bundles topic under its slot; instances change over without a restart."
        },
        footer = {"  weir publish champion.bundle --slot champion --bootstrap localhost:9092"})
@SuppressWarnings("UnusedVariable")
final class PublishCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "BUNDLE", description = "The bundle that 'weir train' wrote.")
    private Path bundle;

    @Option(names = "--slot", order = 1, paramLabel = "NAME", description = "The slot it goes to.")
    private String slot = "champion";

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() {
        throw new UserException("publish is not part of this build yet");
    }
}
