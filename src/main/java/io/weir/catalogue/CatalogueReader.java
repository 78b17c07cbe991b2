package io.weir.catalogue;

import io.weir.feature.CatalogueCheck;
import io.weir.feature.CatalogueException;
import io.weir.feature.CatalogueException.Fault;
import io.weir.feature.CatalogueSpec;
import io.weir.feature.CatalogueSpec.EntitySpec;
import io.weir.transaction.Nearest;
import io.weir.yaml.Section;
import io.weir.yaml.YamlException;
import io.weir.yaml.YamlNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a catalogue, strictly: its form here, its sense by {@link CatalogueCheck}, whose faults are given their line. */
final class CatalogueReader {

    private static final String ID = "name and version, such as standard-1";

    private final YamlNode id;
    private final ZoneId zone;
    private final YamlNode entitySection;
    private final YamlNode featureSection;
    private final List<EntitySpec> entities = new ArrayList<>();
    private final List<YamlNode> entityNodes = new ArrayList<>();
    private final List<FeatureReader.Declared> features = new ArrayList<>();

    private CatalogueReader(Section root) {
        id = root.get("catalogue", ID);
        YamlNode clock = root.find("zone");
        zone = clock == null ? ZoneId.of("UTC") : clock.zone();
        entitySection = root.get("entities", "names and keys, the first with the key account");
        featureSection = root.get("features", "names and definitions");
    }

    static CatalogueSpec read(YamlNode file) {
        if (!file.isMap()) {
            throw file.wrong("catalogue, zone, entities and features");
        }
        return file.read(CatalogueReader::new).spec();
    }

    private CatalogueSpec spec() {
        entitySection.map("names and keys").forEach((name, node) -> {
            entities.add(new EntitySpec(name, node.text(FeatureReader.KEY)));
            entityNodes.add(node);
        });
        featureSection
                .map("names and definitions")
                .forEach((name, node) -> features.addAll(FeatureReader.read(name, node)));
        CatalogueSpec spec = new CatalogueSpec(
                id.text(ID),
                zone,
                entities,
                features.stream().map(FeatureReader.Declared::feature).toList());
        try {
            CatalogueCheck.check(spec);
            return spec;
        } catch (CatalogueException e) {
            throw located(e.fault());
        }
    }

    private YamlException located(Fault fault) {
        if (!fault.section().equals("features") || fault.index() < 0) {
            return wrong(whole(fault), fault);
        }
        FeatureReader.Declared declared = features.get(fault.index());
        String key = fault.key();
        YamlNode at = key == null ? declared.node() : declared.at(key, fault.value());
        return at == null
                ? declared.node().missing(String.valueOf(key), "; allowed: " + fault.allowed())
                : wrong(at, fault);
    }

    private YamlNode whole(Fault fault) {
        if (fault.index() >= 0) {
            return entityNodes.get(fault.index());
        }
        return switch (fault.section()) {
            case "entities" -> entitySection;
            case "features" -> featureSection;
            default -> id;
        };
    }

    private static YamlException wrong(YamlNode node, Fault fault) {
        boolean asWritten = fault.key() != null && !node.isMap() && !node.isList();
        if (asWritten) {
            return node.wrong(fault.allowed(), fault.names());
        }
        String hint = hint(fault.value(), fault.names());
        return node.problem(fault.found() + "; " + hint + "allowed: " + fault.allowed());
    }

    private static String hint(@Nullable String value, List<String> names) {
        return value == null ? "" : Nearest.hint(value, names);
    }
}
