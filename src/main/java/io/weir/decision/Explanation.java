package io.weir.decision;

import io.weir.decision.Decision.BaseRateInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A decision in sentences, with its arithmetic in the numbers that it was made from: how the probability came about, where
 * each threshold comes from, what each action would cost, and what decided.
 */
public final class Explanation {

    private Explanation() {}

    /** One line for each step; money in major units of the transaction's currency. */
    public static List<String> of(Decision decision) {
        List<String> lines = new ArrayList<>();
        lines.add(probability(decision));
        doubts(lines, decision);
        lines.add(amounts(decision));
        Policy.Review review = decision.review();
        if (review == null) {
            lines.add(line(
                    "review from p ≥ %s, decline above %s",
                    p(decision.thresholds().review()), p(decision.thresholds().decline())));
        } else {
            thresholds(lines, decision, review);
            widened(lines, decision);
            lines.add(costs(decision, review));
        }
        lines.add(verdict(decision));
        return List.copyOf(lines);
    }

    private static String probability(Decision d) {
        String model = d.suspicion().passes()
                ? "stage two, passed by " + String.join(", ", d.suspicion().passedBy())
                : "stage one's cheap model, held back from stage two";
        String moved = d.baseRate().shift() == 0
                ? ""
                : line(
                        ", moved from %s by %+.3f of log-odds to a base rate of %s (%s)",
                        p(d.calibrated()),
                        d.baseRate().shift(),
                        p(d.baseRate().rate()),
                        d.baseRate().command() == null
                                ? "version " + d.baseRate().version()
                                : "ordered");
        return line("p = %s: %s%s", p(d.probability()), model, moved);
    }

    /** What a reader has to know before believing the probability; nothing in ordinary times. */
    private static void doubts(List<String> lines, Decision d) {
        BaseRateInForce rate = d.baseRate();
        switch (rate.world()) {
            case NORMAL -> {}
            case WATCH ->
                lines.add("the world is watched: payments or reports may differ from those of the calibration window");
            case FROZEN ->
                lines.add(
                        "the world is frozen: payments or reports differ from those of the calibration window, and the"
                                + " probability is in doubt");
            case RECOVERED ->
                lines.add(
                        "the world has recovered: it looks as in the calibration window again, and is not trusted yet");
        }
        if (rate.stale()) {
            lines.add(line("the base rate is stale: a version after %d should have been there", rate.version()));
        }
        if (rate.command() != null) {
            lines.add(line(
                    "the base rate of %s is what an operator ordered: command %s", p(rate.rate()), rate.command()));
        }
    }

    private static void widened(List<String> lines, Decision d) {
        Policy.Thresholds used = d.thresholds();
        if (Policy.widens(d.baseRate().world())) {
            lines.add(
                    used.review() < used.decline()
                            ? line(
                                    "review band ends higher by a factor of %s of the odds, the world being %s: review"
                                            + " from p = %s, decline above p = %s",
                                    share(Policy.DOUBT),
                                    d.baseRate().world().name().toLowerCase(Locale.ROOT),
                                    p(used.review()),
                                    p(used.decline()))
                            : "no review band to widen");
        }
    }

    /** As the costs alone set them: in doubt the decision compared with a wider band. */
    private static Policy.Thresholds byCosts(Decision d) {
        return Policy.widens(d.baseRate().world()) ? d.thresholds().widened(1 / Policy.DOUBT) : d.thresholds();
    }

    private static String amounts(Decision d) {
        return line(
                "amount %.2f %s: L = %.2f is lost if it is approved and fraud, F = %.2f if it is declined and good",
                d.transaction().amount(), d.transaction().currency(), d.lossIfFraud(), d.frictionIfLegitimate());
    }

    private static void thresholds(List<String> lines, Decision d, Policy.Review review) {
        double loss = d.lossIfFraud();
        double friction = d.frictionIfLegitimate();
        Policy.Thresholds thresholds = byCosts(d);
        if (thresholds.review() >= thresholds.decline()) {
            lines.add(line(
                    "decline above p = F / (F + L) = %.2f / (%.2f + %.2f) = %s; a review pays at no p",
                    friction, friction, loss, p(thresholds.decline())));
            return;
        }
        double cost = review.cost();
        double slot = review.slotPrice();
        lines.add(line(
                "review from p = (c + μ + f·F) / (s·L + f·F) = (%.2f + %.2f + %s·%.2f) / (%s·%.2f + %s·%.2f) = %s:"
                        + " a review costs %.2f, its slot is worth %.2f, and it catches %.0f %% of the %.2f at risk",
                cost,
                slot,
                share(review.falseDecline()),
                friction,
                share(review.catches()),
                loss,
                share(review.falseDecline()),
                friction,
                p(thresholds.review()),
                cost,
                slot,
                100 * review.catches(),
                loss));
        lines.add(line(
                "decline above p = ((1-f)·F - c - μ) / ((1-f)·F + (1-s)·L) = (%s·%.2f - %.2f - %.2f) / (%s·%.2f + %s·%.2f)"
                        + " = %s: from there the fraud that a review lets through costs more than the good payments it saves",
                share(1 - review.falseDecline()),
                friction,
                cost,
                slot,
                share(1 - review.falseDecline()),
                friction,
                share(1 - review.catches()),
                loss,
                p(thresholds.decline())));
    }

    private static String costs(Decision d, Policy.Review review) {
        double p = d.probability();
        double reviewed = review.cost()
                + p * (1 - review.catches()) * d.lossIfFraud()
                + (1 - p) * review.falseDecline() * d.frictionIfLegitimate();
        return line(
                "expected cost: approve p·L = %.2f, review c + p·(1-s)·L + (1-p)·f·F = %.2f%s, decline (1-p)·F = %.2f",
                p * d.lossIfFraud(),
                reviewed,
                review.slotPrice() > 0 ? line(" and a slot worth %.2f", review.slotPrice()) : "",
                (1 - p) * d.frictionIfLegitimate());
    }

    private static String verdict(Decision d) {
        String action = d.action().name().toLowerCase(Locale.ROOT);
        String queue = d.queue() == null ? "" : ", queue " + d.queue();
        if (d.rule() != null) {
            String byCost = d.thresholds().action(d.probability()).name().toLowerCase(Locale.ROOT);
            return line("%s by rule %s; by cost it would be %s%s", action, d.rule(), byCost, queue);
        }
        if (d.action() == Action.APPROVE && d.queue() != null) {
            return line(
                    "approve; but more anomalous than %.3f %% of the training transactions%s",
                    100 * d.suspicion().forestRank(), queue);
        }
        if (d.action() == Action.APPROVE && d.outcomePropensity() < 1) {
            return line(
                    "approve to learn what becomes of it: by cost it would be declined, and exploration lets %.4g of those through",
                    d.outcomePropensity());
        }
        return line("%s by cost%s", action, queue);
    }

    /** A probability with four significant digits, since a rate of one in ten thousand is none of four decimals. */
    private static String p(double probability) {
        return line("%.4g", probability);
    }

    private static String share(double share) {
        return String.valueOf(Math.rint(share * 1e6) / 1e6);
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
