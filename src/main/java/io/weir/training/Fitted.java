package io.weir.training;

import io.weir.decision.Action;
import io.weir.decision.CertifiedWalk;
import io.weir.decision.FilterCertificate;
import io.weir.decision.ModelBundle.FilterCut;
import io.weir.decision.Policy;
import io.weir.decision.ReviewCapacity;
import io.weir.model.Calibrator;
import io.weir.model.Calibrators;
import io.weir.model.Logit;
import io.weir.model.PlattCalibrator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What is fitted on a calibration window: the filter's cut and the two calibrators.
 *
 * @param filter what passes to stage two, with its certificate
 * @param passed for what passes
 * @param held for what is held back
 */
record Fitted(FilterCut filter, Calibrators.Choice passed, Calibrator held) {

    static final double FOREST_CUT = 0.99;
    private static final double AUDIT_SHARE = 0.01;

    /** @param policy says which frauds stage two would act on: those are what a filter can lose */
    static Fitted on(Scored window, Policy policy) {
        FilterCut filter = CertifiedWalk.STANDARD.cut(frauds(window, policy), traffic(window), FOREST_CUT, AUDIT_SHARE);
        return with(filter, window);
    }

    /** The calibrators that belong to a cut. */
    static Fitted with(FilterCut filter, Scored window) {
        int[] passes = indices(window, i -> passes(filter, window, i));
        Calibrators.Choice passed = Calibrators.choose(pick(window.logits(), passes), pick(window.fraud(), passes));
        return new Fitted(filter, passed, held(filter, window));
    }

    /** The price of a review slot with which the window's reviews would have met the policy's capacity. */
    double slotPrice(Scored window, Policy policy) {
        double[] p = probabilities(window);
        double[] gains = new double[p.length];
        for (int i = 0; i < gains.length; i++) {
            gains[i] = policy.reviewGain(p[i], window.slice().amounts()[i]);
        }
        double days = (window.slice().to() - window.slice().from()) / 86_400_000.0;
        return ReviewCapacity.slotPrice(gains, days, policy.review().perDay());
    }

    /** How much fraud the cut may lose. */
    FilterCertificate certificate() {
        return Objects.requireNonNull(filter.certificate(), "a cut that was walked to has a certificate");
    }

    static CertifiedWalk.Traffic traffic(Scored window) {
        return new CertifiedWalk.Traffic(window.forestRanks(), window.cheapRanks());
    }

    static List<CertifiedWalk.Fraud> frauds(Scored window, Policy policy) {
        PlattCalibrator everything = PlattCalibrator.fit(window.logits(), window.fraud());
        List<CertifiedWalk.Fraud> frauds = new ArrayList<>();
        for (int i = 0; i < window.size(); i++) {
            if (window.fraud()[i]) {
                double amount = window.slice().amounts()[i];
                Action action = policy.thresholds(amount).action(everything.probability(window.logits()[i]));
                frauds.add(new CertifiedWalk.Fraud(
                        Long.toHexString(window.slice().accounts()[i]),
                        Long.toHexString(window.slice().ids()[i]),
                        window.forestRanks()[i],
                        window.cheapRanks()[i],
                        amount,
                        action != Action.APPROVE));
            }
        }
        return frauds;
    }

    /**
     * On the traffic that is held back, or on all where nothing is. With so few frauds that the fit is impossible or would
     * turn the ranks around, only the level is fitted.
     */
    private static Calibrator held(FilterCut filter, Scored window) {
        int[] held = indices(window, i -> !passes(filter, window, i));
        int[] rows = held.length > 0 ? held : indices(window, i -> true);
        double[] logits = pick(window.cheapLogits(), rows);
        boolean[] fraud = pick(window.fraud(), rows);
        return frauds(fraud) == 0
                ? level(logits, fraud)
                : PlattCalibrator.fitIfRising(logits, fraud).orElseGet(() -> level(logits, fraud));
    }

    /** Slope 1 and the intercept that makes the mean probability (frauds + 1) / (rows + 2). */
    private static PlattCalibrator level(double[] logits, boolean[] fraud) {
        double mean = (frauds(fraud) + 1.0) / (fraud.length + 2.0);
        double low = -50;
        double high = 50;
        for (int step = 0; step < 100; step++) {
            double middle = (low + high) / 2;
            double sum =
                    Arrays.stream(logits).map(z -> Logit.sigmoid(z + middle)).sum();
            if (sum / fraud.length < mean) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new PlattCalibrator(1, (low + high) / 2);
    }

    private static int frauds(boolean[] fraud) {
        int frauds = 0;
        for (boolean f : fraud) {
            frauds += f ? 1 : 0;
        }
        return frauds;
    }

    /** Probability of each row at the window's own base rate; the audit sample, drawn by id, is not counted on. */
    double[] probabilities(Scored window) {
        double[] p = new double[window.size()];
        for (int i = 0; i < p.length; i++) {
            p[i] = passes(filter, window, i)
                    ? passed.calibrator().probability(window.logits()[i])
                    : held.probability(window.cheapLogits()[i]);
        }
        return p;
    }

    /** Without the audit sample. */
    static boolean passes(FilterCut filter, Scored window, int i) {
        return filter.open()
                || window.forestRanks()[i] >= filter.forestRank()
                || window.cheapRanks()[i] >= filter.cheapRank();
    }

    private static int[] indices(Scored window, IntPredicate which) {
        return IntStream.range(0, window.size()).filter(which).toArray();
    }

    private static double[] pick(double[] values, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }

    private static boolean[] pick(boolean[] values, int[] indices) {
        boolean[] picked = new boolean[indices.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[indices[i]];
        }
        return picked;
    }
}
