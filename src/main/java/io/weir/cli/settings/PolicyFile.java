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
    private static final String QUEUE = "[a-z0-9][a-z0-9_-]{0,63}";
    private static final String QUEUE_ALLOWED = "1 to 64 lower-case letters, digits, '-' and '_'";

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
                share(section, "loss-share", standard.lossShare()),
                money(section, "loss-fee", standard.lossFee()),
                share(section, "friction-share", standard.frictionShare()),
                money(section, "friction-fee", standard.frictionFee()),
                money(section, "review-cost", standard.reviewCost()),
                share(section, "review-catch", standard.reviewCatch()),
                share(section, "review-false-decline", standard.reviewFalseDecline()),
                money(section, "review-slot-price", standard.reviewSlotPrice()),
                section.matching("review-queue", standard.reviewQueue(), QUEUE, QUEUE_ALLOWED),
                declineQueue(section));
    }

    private static double share(Section section, String key, double standard) {
        return section.number(key, standard, 0, 1);
    }

    private static double money(Section section, String key, double standard) {
        return section.number(key, standard, 0, MOST_MONEY);
    }

    /** Empty, like a key that is not there: declined payments raise no alert. */
    private static @Nullable String declineQueue(Section section) {
        String queue = section.matching("decline-queue", "", "|" + QUEUE, "nothing, or " + QUEUE_ALLOWED);
        return queue.isEmpty() ? null : queue;
    }
}
