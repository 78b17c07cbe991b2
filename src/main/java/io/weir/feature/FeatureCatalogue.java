package io.weir.feature;

import io.weir.feature.Aggregate.Kind;
import io.weir.transaction.Transaction;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Which features a model sees, in which order, and the profiles they come from.
 *
 * <p>{@link #handbook}: the fifteen features of Le Borgne, Siblini, Lebichot, Bontempi 2022 (chapter 3): amount, weekend,
 * night, count and mean amount of the account over 1, 7 and 30 days, and, ending seven days before the transaction so that
 * labels had time to arrive, count and fraud rate of the merchant over 1, 7 and 30 days.
 */
public final class FeatureCatalogue {

    /** Index of the amount, major units, in every vector. */
    public static final int AMOUNT = 0;

    private static final int[] DAYS = {1, 7, 30};
    private static final int LABEL_DELAY_DAYS = 7;
    private static final String HANDBOOK = "handbook-v1";

    private final ZoneId zone;
    private final EntityProfile account;
    private final EntityProfile merchant;
    private final boolean[] accountMoney;
    private final List<String> names;

    private FeatureCatalogue(ZoneId zone, List<Aggregate> account, List<Aggregate> merchant) {
        this.zone = zone;
        this.account = new EntityProfile(account);
        this.merchant = new EntityProfile(merchant);
        this.accountMoney = new boolean[account.size()];
        for (int i = 0; i < accountMoney.length; i++) {
            accountMoney[i] = account.get(i).kind() == Kind.MEAN_AMOUNT;
        }
        List<String> all = new ArrayList<>(List.of("amount", "weekend", "night"));
        all.addAll(this.account.names());
        all.addAll(this.merchant.names());
        this.names = List.copyOf(all);
    }

    /** The handbook's fifteen features; weekend and night by the clock of the zone. */
    public static FeatureCatalogue handbook(ZoneId zone) {
        List<Aggregate> account = new ArrayList<>();
        List<Aggregate> merchant = new ArrayList<>();
        for (int days : DAYS) {
            account.add(Aggregate.of("account_count_" + days + "d", Kind.COUNT, days, 0));
            account.add(Aggregate.of("account_mean_amount_" + days + "d", Kind.MEAN_AMOUNT, days, 0));
            merchant.add(Aggregate.of("merchant_count_" + days + "d", Kind.COUNT, days, LABEL_DELAY_DAYS));
            merchant.add(Aggregate.of("merchant_fraud_rate_" + days + "d", Kind.FRAUD_RATE, days, LABEL_DELAY_DAYS));
        }
        return new FeatureCatalogue(zone, account, merchant);
    }

    /**
     * The catalogue that a bundle names.
     *
     * @throws IllegalArgumentException naming the id or zone that is not known
     */
    public static FeatureCatalogue named(String id, String zone) {
        if (!id.equals(HANDBOOK)) {
            throw new IllegalArgumentException("feature catalogue is \"" + id + "\"; known: " + HANDBOOK);
        }
        try {
            return handbook(ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("catalogue zone is \"" + zone + "\"; allowed: a zone such as UTC", e);
        }
    }

    /** Name of the catalogue, with its version. */
    public String id() {
        return HANDBOOK;
    }

    public ZoneId zone() {
        return zone;
    }

    /** Profile of the paying account. */
    public EntityProfile account() {
        return account;
    }

    /** Profile of the receiving merchant. */
    public EntityProfile merchant() {
        return merchant;
    }

    /** Feature names, in the order of {@link #vector}. */
    public List<String> names() {
        return names;
    }

    /** The feature vector, in the order of {@link #names()}; money in major units; NaN is missing. */
    public double[] vector(Transaction transaction, Evidence known) {
        double[] vector = new double[names.size()];
        double unit = transaction.unit();
        ZonedDateTime local = Instant.ofEpochMilli(transaction.timeMillis()).atZone(zone);
        vector[AMOUNT] = transaction.amount();
        vector[1] = local.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0 ? 1 : 0;
        vector[2] = local.getHour() <= 6 ? 1 : 0;
        for (int i = 0; i < accountMoney.length; i++) {
            vector[3 + i] = accountMoney[i] ? known.account()[i] / unit : known.account()[i];
        }
        System.arraycopy(known.merchant(), 0, vector, 3 + accountMoney.length, known.merchant().length);
        return vector;
    }
}
