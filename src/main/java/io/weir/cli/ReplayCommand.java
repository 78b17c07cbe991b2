package io.weir.cli;

import io.weir.cli.settings.PolicyFile;
import io.weir.decision.Decider;
import io.weir.decision.ModelBundle;
import io.weir.decision.Policy;
import io.weir.training.BundleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Decide history again, with a bundle and a policy of your choice, without a broker. */
@Command(
        name = "replay",
        description = {
            "Decide history again, with a bundle and a policy of your choice, without a broker.",
            "",
            "The same code as live decides every transaction in order of event time, with labels as late as they came. It writes the decisions (decisions.csv.gz), the base rates in force (base-rates.csv), rows set aside, if any (rejects.csv) and what the decisions would have cost (summary.json).",
            "",
            "With --policy a change of policy is told in money: expected_cost is what the given policy would have cost, cost_own_policy what the bundle's own would have cost on the same probabilities, both at the prices in the given file."
        },
        footer = {
            "  weir replay --data transactions.csv.gz --mapping handbook --bundle champion.bundle --out replay/",
            "  weir replay --data bank.csv.gz --bundle champion.bundle --policy deploy/policy.yaml \\",
            "      --decide-from 2025-02-15 --out replay/"
        })
@SuppressWarnings("NullAway.Init")
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--bundle",
            required = true,
            order = 3,
            paramLabel = "BUNDLE",
            description = "The model bundle that decides.")
    private Path bundle;

    @Option(
            names = "--policy",
            order = 4,
            paramLabel = "FILE",
            description = "A policy (YAML; deploy/policy.yaml shows every key) in place of the bundle's own.")
    private @Nullable Path policy;

    @Option(
            names = "--decide-from",
            order = 5,
            paramLabel = "DATE",
            description =
                    "First day (UTC) to decide; earlier days only warm the profiles. Default: every one is decided.")
    private @Nullable LocalDate decideFrom;

    @Option(
            names = "--out",
            required = true,
            order = 6,
            paramLabel = "DIR",
            description = "Directory for the decisions and the summary; made when it is not there.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Output output = common.output();
        BundleFile file = Trainer.read(bundle);
        Decider decider = new Decider(file.bundle(), BundleFile.version(BundleFile.content(bundle)));
        ReplayRun run = new ReplayRun(decider, policy(file.bundle()), decideFromMillis());
        Files.createDirectories(out);
        Map<String, Object> summary = replay(run, output);
        if (run.toDecide() == 0) {
            throw new UserException(data.data() + " has no transaction to decide"
                    + (decideFrom == null ? "" : " from " + decideFrom + " on") + "; see "
                    + out.resolve("rejects.csv"));
        }
        Output.write(out.resolve("summary.json"), summary);
        output.summary(summary);
        return ExitCode.OK;
    }

    private Map<String, Object> replay(ReplayRun run, Output output) throws IOException {
        long started = System.nanoTime();
        try (HistoryFile rows = HistoryFile.open(data, out.resolve("rejects.csv"), output)) {
            run.run(rows, out);
            rows.report();
            Map<String, Object> summary = run.summary();
            if (policy != null) {
                summary.put("cost_own_policy", run.costOfOwnPolicy());
            }
            rows.summarise(summary);
            double seconds = (System.nanoTime() - started) / 1e9;
            summary.put("seconds", seconds);
            summary.put("transactions_per_second", rows.good() / seconds);
            return summary;
        }
    }

    private long decideFromMillis() {
        return decideFrom == null
                ? Long.MIN_VALUE
                : decideFrom.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    private Policy policy(ModelBundle models) throws IOException {
        Policy own = models.policy();
        if (policy == null) {
            return own;
        }
        Policy given = PolicyFile.read(policy);
        if (!given.currency().equals(own.currency())) {
            throw new UserException(policy + ": currency is " + given.currency() + "; allowed: " + own.currency()
                    + ", as in the bundle, for the two to be compared");
        }
        return given;
    }
}
