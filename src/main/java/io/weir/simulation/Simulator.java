package io.weir.simulation;

import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * A stream of synthetic card payments in time order, with the frauds in it labelled at the time they are reported;
 * legitimate payments are never reported and have no label. Customers pay at shops near home or online; frauds come by
 * three schemes in equal parts (amounts out of character, compromised merchants, compromised accounts), more of them
 * while the wave lasts. Same settings, same transactions, to the bit.
 *
 * <p>Attributes: {@code distance_km} from home (absent online), {@code entry_mode}, {@code country} of the merchant.
 * Amounts are US dollars.
 */
public final class Simulator implements Iterator<LabelledTransaction> {

    /** Numeric attributes of every simulated stream. */
    public static final List<String> NUMERIC = List.of("distance_km");

    /** Categorical attributes of every simulated stream. */
    public static final List<String> CATEGORICAL = List.of("entry_mode", "country");

    static final int SCHEMES = 3;
    private static final long DAY = 86_400_000L;
    private static final double REPORT_SIGMA = 0.8;

    private final SimulationSettings settings;
    private final World world;
    private final List<FraudScheme> schemes;
    private final Deque<Payment> today = new ArrayDeque<>();
    private int nextDay;
    private long made;

    /** A stream from its first day. */
    public Simulator(SimulationSettings settings) {
        this.settings = settings;
        this.world = new World(settings);
        this.schemes = List.of(
                new BigAmounts(world),
                new CompromisedMerchants(world, settings),
                new CompromisedAccounts(world, settings));
    }

    @Override
    public boolean hasNext() {
        while (today.isEmpty() && nextDay < settings.days()) {
            today.addAll(day(nextDay++));
        }
        return !today.isEmpty();
    }

    @Override
    public LabelledTransaction next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more days");
        }
        return labelled(today.remove(), nextDay - 1);
    }

    private List<Payment> day(int day) {
        List<Payment> payments = new ArrayList<>();
        double legitimate = settings.transactionsPerDay() * (1 - settings.fraudShare());
        Dice dice = Dice.of(settings.seed(), Dice.Purpose.LEGITIMATE, day);
        for (Customer customer : world.customers()) {
            for (int i = dice.poisson(legitimate * world.share(customer)); i > 0; i--) {
                payments.add(Payment.legitimate(customer, world, dice));
            }
        }
        Dice fraud = Dice.of(settings.seed(), Dice.Purpose.FRAUD, day);
        for (FraudScheme scheme : schemes) {
            for (int i = fraud.poisson(settings.expectedFrauds(day) / SCHEMES); i > 0; i--) {
                payments.add(scheme.payment(day, fraud));
            }
        }
        payments.sort(Comparator.comparingInt(Payment::millisOfDay));
        return payments;
    }

    private LabelledTransaction labelled(Payment payment, int day) {
        Merchant merchant = payment.merchant();
        Transaction transaction = new Transaction(
                "t" + made,
                payment.customer().id(),
                merchant.id(),
                settings.startMillis() + day * DAY + payment.millisOfDay(),
                Math.max(1, Math.round(payment.amount() * 100)),
                "USD",
                merchant.online()
                        ? Map.of()
                        : Map.of("distance_km", tenths(payment.customer().distance(merchant))),
                Map.of("entry_mode", payment.entryMode(), "country", merchant.country()));
        made++;
        return new LabelledTransaction(transaction, payment.fraud() ? report(transaction) : null);
    }

    private Label report(Transaction transaction) {
        Dice dice = Dice.of(settings.seed(), Dice.Purpose.REPORT, made);
        double days = Math.min(dice.logNormal(settings.reportMedianDays(), REPORT_SIGMA), settings.reportMaxDays());
        long reported = transaction.timeMillis() + (long) (days * DAY);
        return new Label(transaction.id(), transaction.account(), true, Label.Source.CHARGEBACK, reported);
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
