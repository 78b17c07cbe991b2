package io.weir.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.decision.Condition;
import io.weir.decision.Policy;
import io.weir.decision.Rules;
import io.weir.decision.Rules.Rule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The policy inside a bundle's manifest. What older bundles do not have is read as: unlimited, no queue, no rules. */
final class PolicyJson {

    private PolicyJson() {}

    static void write(ObjectNode json, Policy policy) {
        Policy.Costs costs = policy.costs();
        Policy.Review review = policy.review();
        Policy.Routing routing = policy.routing();
        json.put("id", policy.id())
                .put("version", policy.version())
                .put("currency", policy.currency())
                .put("loss_share", costs.lossShare())
                .put("loss_fee", costs.lossFee())
                .put("friction_share", costs.frictionShare())
                .put("friction_fee", costs.frictionFee())
                .put("review_cost", review.cost())
                .put("review_catch", review.catches())
                .put("review_false_decline", review.falseDecline())
                .put("review_slot_price", review.slotPrice());
        if (Double.isFinite(review.perDay())) {
            json.put("review_capacity_per_day", review.perDay());
        }
        json.put("review_queue", routing.review())
                .put("decline_queue", routing.decline())
                .put("novelty_queue", routing.novelty())
                .put("novelty_share", routing.noveltyShare())
                .put("exploration_share", policy.exploration().share())
                .put("exploration_max_amount", policy.exploration().maxAmount());
        ObjectNode lists = json.putObject("lists");
        policy.rules().lists().forEach((name, texts) -> texts(lists.putArray(name), texts));
        ArrayNode rules = json.putArray("rules");
        policy.rules().rules().forEach(rule -> write(rules.addObject(), rule));
    }

    private static void write(ObjectNode json, Rule rule) {
        json.put("name", rule.name());
        ArrayNode when = json.putArray("when");
        for (Condition condition : rule.when()) {
            ObjectNode one = when.addObject();
            one.put("field", condition.field()).put("test", condition.test().word());
            texts(one.putArray("texts"), condition.texts());
            if (!Double.isNaN(condition.number())) {
                one.put("number", condition.number());
            }
        }
        json.put("then", rule.then().word()).put("queue", rule.queue());
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    static Policy read(JsonFields json) {
        return new Policy(
                json.text("id"),
                json.whole("version"),
                json.text("currency"),
                new Policy.Costs(
                        json.number("loss_share"),
                        json.number("loss_fee"),
                        json.number("friction_share"),
                        json.number("friction_fee")),
                new Policy.Review(
                        json.number("review_cost"),
                        json.number("review_catch"),
                        json.number("review_false_decline"),
                        json.number("review_slot_price"),
                        json.has("review_capacity_per_day")
                                ? json.number("review_capacity_per_day")
                                : Double.POSITIVE_INFINITY),
                new Policy.Routing(
                        json.text("review_queue"),
                        json.textOrNull("decline_queue"),
                        json.has("novelty_queue") ? json.textOrNull("novelty_queue") : null,
                        json.has("novelty_share") ? json.number("novelty_share") : 0),
                json.has("rules") ? rules(json) : Rules.NONE,
                json.has("exploration_share")
                        ? new Policy.Exploration(
                                json.number("exploration_share"), json.number("exploration_max_amount"))
                        : Policy.Exploration.NONE);
    }

    private static Rules rules(JsonFields json) {
        Map<String, List<String>> lists = new TreeMap<>();
        JsonFields named = json.object("lists");
        named.names().forEach(name -> lists.put(name, named.texts(name)));
        return new Rules(
                lists, json.objects("rules").stream().map(PolicyJson::rule).toList());
    }

    private static Rule rule(JsonFields json) {
        return new Rule(
                json.text("name"),
                json.objects("when").stream().map(PolicyJson::condition).toList(),
                Rules.Then.named(json.text("then")),
                json.textOrNull("queue"));
    }

    private static Condition condition(JsonFields json) {
        return new Condition(
                json.text("field"),
                Condition.Test.named(json.text("test")),
                json.texts("texts"),
                json.has("number") ? json.number("number") : Double.NaN);
    }
}
