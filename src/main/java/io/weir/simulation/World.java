package io.weir.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The customers and merchants of a day. */
final class World {

    private static final int TRIES = 1_000;

    private final Population population;
    private final int day;
    private final List<Merchant> shops = new ArrayList<>();
    private final List<Merchant> online = new ArrayList<>();
    private final List<Customer> customers = new ArrayList<>();
    private final Map<Integer, Customer> customerByNumber = new HashMap<>();
    private final double activity;
    private final Map<Merchant, List<Customer>> customersByShop = new LinkedHashMap<>();
    private final List<Merchant> visited;

    World(Population population, int day) {
        this.population = population;
        this.day = day;
        for (int number : population.merchants().on(day)) {
            Merchant merchant = Merchant.of(population.seed(), number);
            (merchant.online() ? online : shops).add(merchant);
        }
        double sum = 0;
        for (int number : population.customers().on(day)) {
            Customer customer = Customer.of(population.seed(), number, shops);
            customers.add(customer);
            customerByNumber.put(number, customer);
            sum += customer.activity();
            for (Merchant shop : customer.regulars()) {
                customersByShop.computeIfAbsent(shop, s -> new ArrayList<>()).add(customer);
            }
        }
        activity = sum;
        visited = List.copyOf(customersByShop.keySet());
    }

    int day() {
        return day;
    }

    List<Customer> customers() {
        return customers;
    }

    /** A customer's share of all legitimate payments. */
    double share(Customer customer) {
        return customer.activity() / activity;
    }

    Customer anyCustomer(Dice dice) {
        return customers.get(dice.below(customers.size()));
    }

    Merchant anyShop(Dice dice) {
        return shops.get(dice.below(shops.size()));
    }

    Merchant anyOnline(Dice dice) {
        return online.get(dice.below(online.size()));
    }

    /** A customer who has the shop among the regular ones. */
    Customer anyCustomerOf(Merchant shop, Dice dice) {
        List<Customer> known = customersByShop.getOrDefault(shop, customers);
        return known.get(dice.below(known.size()));
    }

    /** The customer that a slot holds, the same on all its days, whoever joins: one who leaves makes way for another. */
    Customer customerOf(Slots.Slot slot) {
        int candidates = population.customers().joinedBy(slot.firstDay());
        while (true) {
            Customer customer = customerByNumber.get(slot.dice().below(candidates));
            if (customer != null) {
                return customer;
            }
        }
    }

    /** The shop that a slot holds, some customer's regular one; as lasting as {@link #customerOf}. */
    Merchant visitedShopOf(Slots.Slot slot) {
        List<Merchant> old = population.first().visited;
        Members merchants = population.merchants();
        int candidates = old.size() + merchants.joinedBy(slot.firstDay()) - merchants.initial();
        for (int i = 0; i < TRIES; i++) {
            int choice = slot.dice().below(candidates);
            Merchant merchant = choice < old.size()
                    ? old.get(choice)
                    : Merchant.of(population.seed(), merchants.initial() + choice - old.size());
            if (customersByShop.containsKey(merchant)) {
                return merchant;
            }
        }
        return visited.get(slot.dice().below(visited.size()));
    }
}
