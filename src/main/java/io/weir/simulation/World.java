package io.weir.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** All customers and merchants, drawn once from the seed. */
final class World {

    private final List<Merchant> shops;
    private final List<Merchant> online;
    private final List<Customer> customers;
    private final double activity;
    private final Map<Merchant, List<Customer>> customersByShop = new LinkedHashMap<>();
    private final List<Merchant> visited;

    World(SimulationSettings settings) {
        List<Merchant> merchants = IntStream.range(0, settings.merchants())
                .mapToObj(index -> Merchant.of(settings.seed(), index))
                .toList();
        online = merchants.stream().filter(Merchant::online).toList();
        shops = merchants.stream().filter(merchant -> !merchant.online()).toList();
        customers = IntStream.range(0, settings.customers())
                .mapToObj(index -> Customer.of(settings.seed(), index, shops))
                .toList();
        double sum = 0;
        for (Customer customer : customers) {
            sum += customer.activity();
            for (Merchant shop : customer.regulars()) {
                customersByShop.computeIfAbsent(shop, s -> new ArrayList<>()).add(customer);
            }
        }
        activity = sum;
        visited = List.copyOf(customersByShop.keySet());
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

    /** A shop that is some customer's regular one. */
    Merchant anyVisitedShop(Dice dice) {
        return visited.get(dice.below(visited.size()));
    }

    /** A customer who has the shop among the regular ones. */
    Customer anyCustomerOf(Merchant shop, Dice dice) {
        List<Customer> known = customersByShop.getOrDefault(shop, customers);
        return known.get(dice.below(known.size()));
    }
}
