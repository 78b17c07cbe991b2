package io.weir.cli;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.weir.cli.settings.Settings;
import io.weir.yaml.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in deploy/ is read as strictly as its readers do, and must fit the rest of the project. */
class DeployTest {

    private static final Path DEPLOY = Path.of("deploy");
    private static final ObjectMapper YAML = new YAMLMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @Test
    void weirYaml_annotated_file_is_understood() throws IOException {
        Settings settings = Settings.load(DEPLOY.resolve("weir.yaml"));

        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.registry().values()).containsKey("schema.registry.url");
    }

    @Test
    void weirYaml_names_every_setting_there_is(@TempDir Path directory) throws IOException {
        Path least = Files.writeString(
                directory.resolve("least.yaml"), "kafka: {bootstrap-servers: a}\nregistry: {schema.registry.url: b}\n");

        String text = Files.readString(DEPLOY.resolve("weir.yaml"));
        assertThat(Settings.explain(least).keySet())
                .allSatisfy(key -> assertThat(text).as(key).contains(key.substring(key.lastIndexOf('.') + 1) + ":"));
        assertThat(text).contains("# from: ", "# segment-by: ");
    }

    @Test
    void weirYaml_with_an_unknown_key_fails(@TempDir Path directory) throws IOException {
        String text = Files.readString(DEPLOY.resolve("weir.yaml"));
        Path wrong = Files.writeString(directory.resolve("weir.yaml"), text.replace("  threads:", "  thread:"));

        assertThatThrownBy(() -> Settings.load(wrong))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("application.thread is unknown; did you mean threads?");
    }

    @Test
    void compose_services_fit_together() throws IOException {
        Compose compose = compose(
                (ObjectNode) YAML.readTree(DEPLOY.resolve("compose.yaml").toFile()));

        Map<String, Service> services = compose.services();
        assertThat(services.keySet())
                .containsExactlyInAnyOrder(
                        "kafka-1", "kafka-2", "kafka-3", "registry", "topics", "weir-1", "weir-2", "prometheus");
        services.values().forEach(service -> {
            assertThat(services.keySet())
                    .containsAll(requireNonNullElse(service.dependsOn(), Map.<String, Condition>of())
                            .keySet());
            requireNonNullElse(service.volumes(), List.<String>of()).forEach(volume -> {
                String source = volume.substring(0, volume.indexOf(':'));
                assertThat(
                                source.startsWith("./")
                                        ? Files.exists(DEPLOY.resolve(source))
                                        : compose.volumes().containsKey(source))
                        .as(volume)
                        .isTrue();
            });
            requireNonNullElse(service.ports(), List.<String>of())
                    .forEach(port -> assertThat(port).startsWith("127.0.0.1:"));
        });
        Settings settings = Settings.load(DEPLOY.resolve("weir.yaml"));
        assertThat(Pattern.compile(",").splitAsStream(settings.kafka().bootstrapServers()))
                .allSatisfy(broker -> assertThat(services).containsKey(broker.substring(0, broker.indexOf(':'))));
        assertThat(settings.registry().values().get("schema.registry.url")).startsWith("http://registry:8080/");
    }

    @Test
    void compose_kafka_is_the_version_of_the_pom() throws IOException {
        assertThat(Files.readString(DEPLOY.resolve("compose.yaml")))
                .contains("image: apache/kafka:" + pom("<kafka.version>(.*)</kafka.version>"));
    }

    @Test
    void compose_with_an_unknown_key_fails() throws IOException {
        ObjectNode tree =
                (ObjectNode) YAML.readTree(DEPLOY.resolve("compose.yaml").toFile());
        ((ObjectNode) tree.at("/services/weir-1")).put("volume", "x");

        assertThatThrownBy(() -> compose(tree)).isInstanceOf(UnrecognizedPropertyException.class);
    }

    @Test
    void prometheus_scrapes_both_instances_where_they_listen() throws IOException {
        Prometheus prometheus = YAML.readValue(DEPLOY.resolve("prometheus.yml").toFile(), Prometheus.class);

        assertThat(prometheus.scrapeConfigs()).singleElement().satisfies(job -> {
            assertThat(job.metricsPath()).isEqualTo("/metrics");
            assertThat(job.staticConfigs())
                    .flatExtracting(Targets::targets)
                    .containsExactly("weir-1:8080", "weir-2:8080");
        });
        assertThatThrownBy(() -> YAML.readValue("scrape_config: []", Prometheus.class))
                .isInstanceOf(UnrecognizedPropertyException.class);
    }

    @Test
    void alertRules_areReadByPrometheusAndNameMetricsThatThereAre() throws IOException {
        Prometheus prometheus = YAML.readValue(DEPLOY.resolve("prometheus.yml").toFile(), Prometheus.class);
        Compose compose = compose(
                (ObjectNode) YAML.readTree(DEPLOY.resolve("compose.yaml").toFile()));
        List<Rule> rules = new ArrayList<>();
        for (String file : prometheus.ruleFiles()) {
            assertThat(requireNonNull(
                            requireNonNull(compose.services().get("prometheus")).volumes()))
                    .contains("./" + file + ":/etc/prometheus/" + file + ":ro");
            YAML.readValue(DEPLOY.resolve(file).toFile(), Rules.class)
                    .groups()
                    .forEach(group -> rules.addAll(group.rules()));
        }

        assertThat(rules).extracting(Rule::alert).containsExactly("WeirWorldNotNormal", "WeirBaseRateStale");
        assertThat(rules).allSatisfy(rule -> {
            assertThat(rule.lasting()).matches("\\d+[smhd]");
            assertThat(rule.annotations()).containsKeys("summary", "description");
            assertMetrics(rule.expr());
        });
    }

    @Test
    void grafanaDashboard_isReadStrictlyAndNamesMetricsThatThereAre() throws IOException {
        Dashboard dashboard =
                YAML.readValue(DEPLOY.resolve("grafana-dashboard.json").toFile(), Dashboard.class);

        assertThat(dashboard.panels()).extracting(Panel::id).doesNotHaveDuplicates();
        assertThat(dashboard.panels()).hasSizeGreaterThan(5).allSatisfy(panel -> {
            assertThat(panel.gridPos().x() + panel.gridPos().w()).isBetween(1, 24);
            assertThat(panel.targets()).isNotEmpty().allSatisfy(target -> assertMetrics(target.expr()));
        });
        assertThat(dashboard.panels().stream().flatMap(panel -> panel.targets().stream()))
                .extracting(Target::expr)
                .contains("max(weir_world)", "max(weir_base_rate_stale)", "max(weir_base_rate_command)");
    }

    /** Metrics are named in the source with dots; Prometheus adds a suffix for their kind. */
    private static void assertMetrics(String expression) throws IOException {
        String source = Files.readString(Path.of("src/main/java/io/weir/stream/StreamMetrics.java"));
        Matcher named = Pattern.compile("weir_[a-z_]+").matcher(expression);
        List<String> found = new ArrayList<>();
        while (named.find()) {
            found.add(named.group()
                    .replaceAll("(_seconds)?(_bucket|_total)?$", "")
                    .replace('_', '.'));
        }
        assertThat(found).isNotEmpty().allSatisfy(name -> assertThat(source).contains('"' + name + '"'));
    }

    @Test
    void dockerfile_copies_what_is_there_and_the_build_context_has_it() throws IOException {
        String ignore = Files.readString(Path.of(".dockerignore"));
        List<String> copied = new ArrayList<>();
        for (String line : Files.readAllLines(DEPLOY.resolve("Dockerfile"))) {
            if (line.startsWith("COPY ") && !line.contains("--from=")) {
                copied.add(new StringTokenizer(line.substring("COPY ".length())).nextToken());
            }
        }

        assertThat(copied)
                .contains("pom.xml", "schemas", "src/main", "deploy/weir.yaml")
                .allSatisfy(path -> {
                    assertThat(Path.of(path)).exists();
                    assertThat(ignore).contains("!" + path + "\n");
                });
    }

    @Test
    void dockerfile_runs_the_jar_that_the_pom_names_as_another_user() throws IOException {
        String dockerfile = Files.readString(DEPLOY.resolve("Dockerfile"));
        String artifact = pom("<artifactId>(.*)</artifactId>");

        assertThat(dockerfile)
                .contains("target/" + artifact + "-*.jar")
                .contains("eclipse-temurin:" + pom("<maven.compiler.release>(.*)</maven.compiler.release>") + "-jre")
                .contains("libgomp1")
                .contains("\nUSER weir\n")
                .contains("http://127.0.0.1:8080/healthz");
    }

    /** The compose file with its extension fields ({@code x-…}) taken out and its merge keys ({@code <<}) applied. */
    private static Compose compose(ObjectNode tree) throws IOException {
        ObjectNode copy = tree.deepCopy();
        Pattern alias = Pattern.compile("x-(.*)");
        tree.fieldNames().forEachRemaining(name -> {
            if (alias.matcher(name).matches()) {
                copy.remove(name);
            }
        });
        copy.get("services").forEach(service -> {
            merge(tree, (ObjectNode) service);
            JsonNode environment = service.get("environment");
            if (environment != null) {
                merge(tree, (ObjectNode) environment);
            }
        });
        return YAML.treeToValue(copy, Compose.class);
    }

    private static void merge(ObjectNode tree, ObjectNode node) {
        JsonNode alias = node.remove("<<");
        if (alias != null) {
            JsonNode merged = tree.get("x-" + alias.asText());
            assertThat(merged).as("x-" + alias.asText()).isNotNull();
            merged.properties().forEach(field -> {
                if (!node.has(field.getKey())) {
                    node.set(field.getKey(), field.getValue());
                }
            });
        }
    }

    private static String pom(String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(Files.readString(Path.of("pom.xml")));
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    record Compose(String name, Map<String, Service> services, Map<String, Object> volumes) {}

    record Service(
            @Nullable String image,
            @Nullable String hostname,
            @Nullable String restart,
            @Nullable Build build,
            @Nullable List<String> command,
            @Nullable Map<String, String> environment,
            @Nullable List<String> ports,
            @Nullable List<String> volumes,
            @Nullable HealthCheck healthcheck,
            @JsonProperty("depends_on") @Nullable Map<String, Condition> dependsOn) {}

    record Build(String context, String dockerfile) {}

    record HealthCheck(List<String> test, String interval, String timeout, int retries) {}

    record Condition(String condition) {}

    record Prometheus(
            Global global,
            @JsonProperty("rule_files") List<String> ruleFiles,
            @JsonProperty("scrape_configs") List<Job> scrapeConfigs) {}

    record Global(
            @JsonProperty("scrape_interval") String scrapeInterval,
            @JsonProperty("evaluation_interval") String evaluationInterval) {}

    record Job(
            @JsonProperty("job_name") String jobName,
            @JsonProperty("metrics_path") String metricsPath,
            @JsonProperty("static_configs") List<Targets> staticConfigs) {}

    record Targets(List<String> targets) {}

    record Rules(List<Group> groups) {}

    record Group(String name, List<Rule> rules) {}

    record Rule(
            String alert,
            String expr,
            @JsonProperty("for") String lasting,
            Map<String, String> labels,
            Map<String, String> annotations) {}

    record Dashboard(
            String title,
            String uid,
            int schemaVersion,
            List<String> tags,
            String timezone,
            String refresh,
            Map<String, String> time,
            Templating templating,
            List<Panel> panels) {}

    record Templating(List<Variable> list) {}

    record Variable(String name, String label, String type, String query) {}

    record Panel(
            int id,
            String title,
            String description,
            String type,
            Source datasource,
            Grid gridPos,
            Map<String, Object> fieldConfig,
            List<Target> targets) {}

    record Source(String type, String uid) {}

    record Grid(int x, int y, int w, int h) {}

    record Target(String refId, String expr, String legendFormat) {}
}
