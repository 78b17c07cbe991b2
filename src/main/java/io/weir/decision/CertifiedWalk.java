package io.weir.decision;

import io.weir.decision.FilterCertificate.Bound;
import io.weir.decision.FilterCertificate.Criterion;
import io.weir.decision.FilterCertificate.Money;
import io.weir.decision.ModelBundle.FilterCut;
import io.weir.transaction.IdHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the strictest cut of the cheap rank, beside a fixed cut of the forest's, that loses no more fraud than allowed,
 * and certifies it.
 *
 * <p>Of n frauds, one for each account since frauds cluster, m are held back; U = BetaInv(1 - δ; m + 1, n - m) bounds the
 * share (Clopper, Pearson 1934). The walk goes from permissive to strict and stops before U > α. It needs no correction for
 * trying many cuts: the hypotheses are nested, and at the cut that it finds, the rank of the (m + 1)-th fraud, the share
 * lost is distributed as an order statistic, Beta(m + 1, n - m) (Wilks 1941), which exceeds α with probability at most δ.
 *
 * <p>Money: the frauds are thinned to those with u < amount / largest amount, u a hash of the id. Of the rest every unit of
 * money counts alike (monetary-unit sampling: Leslie, Teitlebaum, Anderson 1979), so that U of them bounds the share of the
 * money. It is loose, as few are left, and says nothing about amounts above the largest seen.
 *
 * @param alpha largest share of frauds that may be lost
 * @param confidence 1 - δ
 * @param criterion which frauds count
 */
public record CertifiedWalk(double alpha, double confidence, Criterion criterion) {

    private static final long CHOICE_SALT = 0x4f4e_454fL;
    private static final long MONEY_SALT = 0x4d4f_4e45L;

    /** At most 5 % of the recoverable frauds, with 95 % confidence. */
    public static final CertifiedWalk STANDARD = new CertifiedWalk(0.05, 0.95, Criterion.RECOVERABLE);

    /** @throws IllegalArgumentException naming the setting, the value and what is allowed */
    public CertifiedWalk {
        inside("filter alpha", alpha);
        inside("filter confidence", confidence);
    }

    private static void inside(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed: above 0, below 1");
        }
    }

    /**
     * A fraud of the calibration window whose label has had time to arrive, as stage one saw it.
     *
     * @param account the card; of its frauds one counts
     * @param transactionId decides which one
     * @param forestRank 0 to 1
     * @param cheapRank 0 to 1
     * @param amount major units
     * @param recoverable stage two, had it seen it, would have reviewed or declined it
     */
    public record Fraud(
            String account,
            String transactionId,
            double forestRank,
            double cheapRank,
            double amount,
            boolean recoverable) {

        private boolean heldBack(double forestCut, double cheapCut) {
            return forestRank < forestCut && cheapRank < cheapCut;
        }
    }

    /**
     * Ranks of all transactions of the window, fraud or not.
     *
     * @param forestRanks 0 to 1
     * @param cheapRanks 0 to 1, of the same transactions
     */
    public record Traffic(double[] forestRanks, double[] cheapRanks) {

        private double passShare(double forestCut, double cheapCut) {
            int passed = 0;
            for (int i = 0; i < forestRanks.length; i++) {
                passed += forestRanks[i] >= forestCut || cheapRanks[i] >= cheapCut ? 1 : 0;
            }
            return forestRanks.length == 0 ? 1 : (double) passed / forestRanks.length;
        }
    }

    /**
     * The strictest certified cut; an open filter that says why, where the frauds are too few to certify any.
     *
     * @param forestCut transactions of this forest rank or more pass
     * @param auditShare share of all transactions that pass whatever they look like; not counted on in the bounds
     */
    public FilterCut cut(List<Fraud> frauds, Traffic traffic, double forestCut, double auditShare) {
        Collection<Fraud> counted = onePerAccount(frauds, this::counts);
        int mayMiss = mayMiss(counted.size());
        if (mayMiss < 0) {
            return new FilterCut(true, 0, 0, auditShare, certificate(frauds, 0, 0, 1, tooFew(counted.size())));
        }
        double[] losable = losable(counted, forestCut);
        double cheapCut = mayMiss < losable.length ? losable[mayMiss] : 1;
        double passShare = 1 - (1 - traffic.passShare(forestCut, cheapCut)) * (1 - auditShare);
        FilterCertificate certificate = certificate(frauds, forestCut, cheapCut, passShare, null);
        return new FilterCut(false, forestCut, cheapCut, auditShare, certificate);
    }

    /** What a cut that was chosen before loses of these frauds, and the bounds that they give by themselves. */
    public FilterCertificate audit(List<Fraud> frauds, FilterCut cut, double passShare) {
        return cut.open()
                ? certificate(frauds, 0, 0, passShare, null)
                : certificate(frauds, cut.forestRank(), cut.cheapRank(), passShare, null);
    }

    /**
     * A cut that might have been.
     *
     * @param cheapCut cut of the cheap rank
     * @param passShare share of the traffic that passes, without the audit sample
     * @param upper bound on the share missed, as good as for a cut chosen without looking
     */
    public record Step(double cheapCut, double passShare, double upper) {}

    /** The walk, from the strictest cut that misses none to the one that misses all that can be missed. */
    public List<Step> steps(List<Fraud> frauds, Traffic traffic, double forestCut) {
        Collection<Fraud> counted = onePerAccount(frauds, this::counts);
        double[] losable = losable(counted, forestCut);
        List<Step> steps = new ArrayList<>();
        for (int missed = 0; missed <= losable.length; missed++) {
            double cheapCut = missed < losable.length ? losable[missed] : 1;
            double upper = BetaDistribution.upperBound(missed, counted.size(), confidence);
            steps.add(new Step(cheapCut, traffic.passShare(forestCut, cheapCut), upper));
        }
        return steps;
    }

    private static double[] losable(Collection<Fraud> counted, double forestCut) {
        return counted.stream()
                .filter(fraud -> fraud.forestRank < forestCut)
                .mapToDouble(Fraud::cheapRank)
                .sorted()
                .toArray();
    }

    private boolean counts(Fraud fraud) {
        return criterion == Criterion.TOTAL || fraud.recoverable;
    }

    /** The most of n frauds that may be missed with U ≤ α; -1: not even none. */
    int mayMiss(int frauds) {
        int missed = -1;
        while (BetaDistribution.upperBound(missed + 1, frauds, confidence) <= alpha) {
            missed++;
        }
        return missed;
    }

    /** The fewest frauds with which a filter that misses none is certified: 59 for 5 % at 95 %. */
    private int fewest() {
        return (int) Math.ceil(StrictMath.log(1 - confidence) / StrictMath.log1p(-alpha));
    }

    private String tooFew(int frauds) {
        return String.format(
                Locale.ROOT,
                "%d %s frauds on different accounts are known; at least %d are needed to promise %s %% at %s %% confidence",
                frauds,
                criterion.name().toLowerCase(Locale.ROOT),
                fewest(),
                percent(alpha),
                percent(confidence));
    }

    private static String percent(double share) {
        double percent = Math.rint(share * 1e6) / 1e4;
        return percent == Math.rint(percent) ? String.valueOf((long) percent) : String.valueOf(percent);
    }

    private FilterCertificate certificate(
            List<Fraud> frauds, double forestCut, double cheapCut, double passShare, @Nullable String openBecause) {
        Predicate<Fraud> held = fraud -> fraud.heldBack(forestCut, cheapCut);
        return new FilterCertificate(
                criterion,
                alpha,
                confidence,
                bound(onePerAccount(frauds, Fraud::recoverable), held),
                bound(onePerAccount(frauds, fraud -> true), held),
                money(onePerAccount(frauds, this::counts), held),
                passShare,
                openBecause);
    }

    private Bound bound(Collection<Fraud> frauds, Predicate<Fraud> held) {
        int missed = (int) frauds.stream().filter(held).count();
        return new Bound(frauds.size(), missed, BetaDistribution.upperBound(missed, frauds.size(), confidence));
    }

    private Money money(Collection<Fraud> frauds, Predicate<Fraud> held) {
        double largest = frauds.stream().mapToDouble(Fraud::amount).max().orElse(0);
        List<Fraud> sample = List.copyOf(frauds.stream()
                .filter(fraud -> IdHash.unit(fraud.transactionId, MONEY_SALT) * largest < fraud.amount)
                .toList());
        return new Money(
                frauds.stream().mapToDouble(Fraud::amount).sum(),
                frauds.stream().filter(held).mapToDouble(Fraud::amount).sum(),
                bound(sample, held).upper());
    }

    /** Of each account's frauds the one that a hash of its id puts first: any of them alike, and always the same. */
    private static Collection<Fraud> onePerAccount(List<Fraud> frauds, Predicate<Fraud> which) {
        Map<String, Fraud> chosen = new TreeMap<>();
        for (Fraud fraud : frauds) {
            if (which.test(fraud)) {
                chosen.merge(fraud.account, fraud, (a, b) -> order(b) < order(a) ? b : a);
            }
        }
        return chosen.values();
    }

    private static double order(Fraud fraud) {
        return IdHash.unit(fraud.transactionId, CHOICE_SALT);
    }
}
