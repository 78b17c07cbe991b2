package io.weir.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.decision.FilterCertificate;
import io.weir.decision.FilterCertificate.Bound;
import io.weir.decision.FilterCertificate.Criterion;
import io.weir.decision.FilterCertificate.Money;
import java.util.Locale;

/** The filter's certificate inside a bundle's manifest. */
final class CertificateJson {

    private CertificateJson() {}

    static void write(ObjectNode json, FilterCertificate certificate) {
        json.put("criterion", certificate.criterion().name().toLowerCase(Locale.ROOT))
                .put("alpha", certificate.alpha())
                .put("confidence", certificate.confidence());
        write(json.putObject("recoverable"), certificate.recoverable());
        write(json.putObject("total"), certificate.total());
        Money money = certificate.money();
        json.putObject("money")
                .put("total", money.total())
                .put("missed", money.missed())
                .put("upper", money.upper());
        json.put("pass_share", certificate.passShare()).put("open_because", certificate.openBecause());
    }

    private static void write(ObjectNode json, Bound bound) {
        json.put("frauds", bound.frauds()).put("missed", bound.missed()).put("upper", bound.upper());
    }

    static FilterCertificate read(JsonFields json) {
        JsonFields money = json.object("money");
        return new FilterCertificate(
                criterion(json),
                json.number("alpha"),
                json.number("confidence"),
                bound(json.object("recoverable")),
                bound(json.object("total")),
                new Money(money.number("total"), money.number("missed"), money.number("upper")),
                json.number("pass_share"),
                json.textOrNull("open_because"));
    }

    private static Criterion criterion(JsonFields json) {
        String name = json.text("criterion");
        return switch (name) {
            case "recoverable" -> Criterion.RECOVERABLE;
            case "total" -> Criterion.TOTAL;
            default -> throw json.error("criterion is \"" + name + "\"; allowed: recoverable, total");
        };
    }

    private static Bound bound(JsonFields json) {
        return new Bound((int) json.whole("frauds"), (int) json.whole("missed"), json.number("upper"));
    }
}
