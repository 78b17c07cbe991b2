package io.weir.cli.settings;

import io.weir.decision.Policy;
import io.weir.transaction.InvalidRecordException;
import io.weir.yaml.Section;
import io.weir.yaml.YamlException;
import io.weir.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link Policy} from a YAML file, as strictly as the settings are read. The currency has to be there; another key
 * that is missing has the value of {@link Policy#standard}, whatever policy a bundle carries: the file alone says what the
 * policy is.
 */
public final class PolicyFile {

    private static final double MOST_MONEY = 1e9;
    private static final double NOVELTY_SHARE = 0.0005;
    static final String QUEUE = "[a-z0-9][a-z0-9_-]{0,63}";
    static final String QUEUE_ALLOWED = "1 to 64 lower-case letters, digits, '-' and '_'";

    private PolicyFile() {}

    /**
     * Reads a policy file.
     *
     * @throws YamlException naming the file, the line, the key, the value and what is allowed
     * @throws IOException when the file cannot be read
     */
    public static Policy read(Path file) throws IOException {
        return parse(file.toString(), YamlNode.textOf(file), System::getenv);
    }

    static Policy parse(String file, String text, Function<String, @Nullable String> environment) {
        Section section = Section.root(file, text, environment);
        Policy standard = standard(section);
        try {
            Policy policy = policy(section, standard);
            section.end();
            return policy;
        } catch (YamlException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            // What no key alone is to blame for; the policy calls its keys by the names they have on the wire.
            throw new YamlException(file + ": " + String.valueOf(e.getMessage()).replace('_', '-'));
        }
    }

    private static Policy standard(Section section) {
        String currency = section.required("currency");
        try {
            return Policy.standard(currency);
        } catch (InvalidRecordException e) {
            throw section.wrong("currency", "an ISO 4217 code such as USD");
        }
    }

    private static Policy policy(Section section, Policy standard) {
        return new Policy(
                section.matching("id", standard.id(), "[^\\s]{1,100}", "1 to 100 characters without blanks"),
                section.whole("version", 1, 0, Integer.MAX_VALUE),
                standard.currency(),
                costs(section, standard.costs()),
                review(section, standard.review()),
                routing(section, standard.routing()),
                RulesFile.read(section),
                new Policy.Exploration(
                        share(
                                section,
                                "exploration-share",
                                standard.exploration().share()),
                        money(
                                section,
                                "exploration-max-amount",
                                standard.exploration().maxAmount())));
    }

    private static Policy.Costs costs(Section section, Policy.Costs standard) {
        return new Policy.Costs(
                share(section, "loss-share", standard.lossShare()),
                money(section, "loss-fee", standard.lossFee()),
                share(section, "friction-share", standard.frictionShare()),
                money(section, "friction-fee", standard.frictionFee()));
    }

    private static Policy.Review review(Section section, Policy.Review standard) {
        return new Policy.Review(
                money(section, "review-cost", standard.cost()),
                share(section, "review-catch", standard.catches()),
                share(section, "review-false-decline", standard.falseDecline()),
                money(section, "review-slot-price", standard.slotPrice()),
                capacity(section));
    }

    /** Empty, like a key that is not there: never the limit. */
    private static double capacity(Section section) {
        String key = "review-capacity-per-day";
        String text = section.text(key, "");
        try {
            double capacity = text.isBlank() ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
            if (capacity > 0) {
                return capacity;
            }
        } catch (NumberFormatException e) {
            throw section.wrong(key, "nothing, or a number above 0");
        }
        throw section.wrong(key, "nothing, or a number above 0");
    }

    private static Policy.Routing routing(Section section, Policy.Routing standard) {
        return new Policy.Routing(
                section.matching("review-queue", standard.review(), QUEUE, QUEUE_ALLOWED),
                queueOrNothing(section, "decline-queue"),
                queueOrNothing(section, "novelty-queue"),
                share(section, "novelty-share", NOVELTY_SHARE));
    }

    private static double share(Section section, String key, double standard) {
        return section.number(key, standard, 0, 1);
    }

    private static double money(Section section, String key, double standard) {
        return section.number(key, standard, 0, MOST_MONEY);
    }

    /** Empty, like a key that is not there: no alert. */
    private static @Nullable String queueOrNothing(Section section, String key) {
        String queue = section.matching(key, "", "|" + QUEUE, "nothing, or " + QUEUE_ALLOWED);
        return queue.isEmpty() ? null : queue;
    }
}
