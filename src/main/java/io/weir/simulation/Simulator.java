package io.weir.simulation;

import static java.util.Objects.requireNonNull;

import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * A stream of synthetic card payments in time order, with what is reported of them. Customers pay at shops near home or online;
 * frauds come by {@link Scheme}s, how many and which as the scenario has it. Same settings, same transactions, to the bit.
 *
 * <p>As an iterator it gives what a bank's history has: payments with the report of fraud, if there ever is one.
 * {@link #nextPayment} gives the same payments with the truth; without {@link LabelNoise} the two agree, and honest payments
 * have no label.
 *
 * <p>The payments of any day can be had without those before it; their ids, and with them their reports, are counted from the
 * first day. An intensity that changes within a day changes the number of the day's frauds, not their hours.
 *
 * <p>Attributes: {@code distance_km} from home (absent online), {@code entry_mode}, {@code country} of the merchant.
 * Amounts are US dollars.
 */
public final class Simulator implements Iterator<LabelledTransaction> {

    /** Numeric attributes of every simulated stream. */
    public static final List<String> NUMERIC = List.of(Attributes.DISTANCE);

    /** Categorical attributes of every simulated stream. */
    public static final List<String> CATEGORICAL = List.of(Attributes.ENTRY_MODE, Attributes.COUNTRY);

    private static final long DAY = 86_400_000L;

    private final SimulationSettings settings;
    private final Population population;
    private final Map<Scheme, FraudScheme> schemes = new EnumMap<>(Scheme.class);
    private final Defects defects;
    private final Reports reports;
    private final Deque<Payment> today = new ArrayDeque<>();
    private int nextDay;
    private long made;

    /** A stream from its first day. */
    public Simulator(SimulationSettings settings) {
        this.settings = settings;
        this.population = new Population(settings);
        this.defects = new Defects(settings.scenario().breaks());
        this.reports = new Reports(settings);
        for (Scheme scheme : Scheme.values()) {
            schemes.put(scheme, FraudScheme.of(scheme, settings.seed()));
        }
    }

    @Override
    public boolean hasNext() {
        while (today.isEmpty() && nextDay < settings.days()) {
            today.addAll(day(nextDay++));
        }
        return !today.isEmpty();
    }

    /** The next payment as a bank knows it in the end. */
    @Override
    public LabelledTransaction next() {
        return nextPayment().labelled();
    }

    /**
     * The next payment with the truth about it.
     *
     * @throws NoSuchElementException when there are no more days
     */
    public SimulatedPayment nextPayment() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more days");
        }
        Payment payment = today.remove();
        Transaction transaction = transaction(payment, nextDay - 1);
        made++;
        return reports.of(transaction, payment.scheme(), made);
    }

    /** A day's payments in time order. */
    List<Payment> day(int day) {
        List<Payment> payments = new ArrayList<>();
        World world = population.on(day);
        double legitimate = settings.transactionsPerDay() * (1 - settings.fraudShare());
        Dice dice = Dice.of(settings.seed(), Dice.Purpose.LEGITIMATE, day);
        for (Customer customer : world.customers()) {
            for (int i = dice.poisson(legitimate * world.share(customer)); i > 0; i--) {
                payments.add(Payment.legitimate(customer, world, dice));
            }
        }
        Dice fraud = Dice.of(settings.seed(), Dice.Purpose.FRAUD, day);
        settings.expectedBySchemes(day).forEach((scheme, expected) -> {
            FraudScheme.Today now = new FraudScheme.Today(day, world, expected);
            for (int i = fraud.poisson(expected); i > 0; i--) {
                payments.add(requireNonNull(schemes.get(scheme)).payment(now, fraud));
            }
        });
        payments.sort(Comparator.comparingInt(Payment::millisOfDay));
        return payments;
    }

    private Transaction transaction(Payment payment, int day) {
        Merchant merchant = payment.merchant();
        long time = settings.startMillis() + day * DAY + payment.millisOfDay();
        Transaction transaction = new Transaction(
                "t" + made,
                payment.customer().id(),
                merchant.id(),
                time,
                Math.max(1, Math.round(payment.amount() * 100)),
                "USD",
                merchant.online()
                        ? Map.of()
                        : Map.of(Attributes.DISTANCE, tenths(payment.customer().distance(merchant))),
                Map.of(Attributes.ENTRY_MODE, payment.entryMode(), Attributes.COUNTRY, merchant.country()));
        return defects.at(settings.dayOf(time), transaction);
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
