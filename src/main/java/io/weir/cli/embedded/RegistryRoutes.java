package io.weir.cli.embedded;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Which request goes to which rule; {@code *} in a path is a variable part. */
final class RegistryRoutes {

    private final List<Route> routes = new ArrayList<>();

    private record Route(String method, List<String> path, Function<RegistryCall, RegistryAnswer> rule) {}

    RegistryRoutes(RegistryState state) {
        SubjectRules subjects = new SubjectRules(state);
        SettingRules settings = new SettingRules(state);
        add("GET", "/", call -> RegistryAnswer.of(RegistryAnswer.object()));
        add("GET", "/subjects", subjects::subjects);
        add("POST", "/subjects/*", subjects::lookup);
        add("DELETE", "/subjects/*", subjects::deleteSubject);
        add("GET", "/subjects/*/versions", subjects::versions);
        add("POST", "/subjects/*/versions", subjects::register);
        add("GET", "/subjects/*/versions/*", subjects::version);
        add("DELETE", "/subjects/*/versions/*", subjects::deleteVersion);
        add("GET", "/subjects/*/versions/*/schema", subjects::versionSchema);
        add("POST", "/compatibility/subjects/*/versions", subjects::test);
        add("POST", "/compatibility/subjects/*/versions/*", subjects::test);
        add("GET", "/schemas/types", call -> RegistryAnswer.texts(List.of("AVRO")));
        add("GET", "/schemas/ids/*", settings::schemaById);
        add("GET", "/schemas/ids/*/schema", settings::rawSchemaById);
        add("GET", "/schemas/ids/*/versions", settings::versionsById);
        add("GET", "/schemas/ids/*/subjects", settings::subjectsById);
        add("GET", "/config", settings::globalLevel);
        add("PUT", "/config", settings::setGlobalLevel);
        add("DELETE", "/config", settings::deleteGlobalLevel);
        add("GET", "/config/*", settings::subjectLevel);
        add("PUT", "/config/*", settings::setSubjectLevel);
        add("DELETE", "/config/*", settings::deleteSubjectLevel);
        add("GET", "/mode", settings::mode);
        add("PUT", "/mode", settings::setMode);
    }

    private void add(String method, String path, Function<RegistryCall, RegistryAnswer> rule) {
        routes.add(new Route(method, split(path), rule));
    }

    /** @throws RegistryError when nothing answers there, or the rule refuses */
    RegistryAnswer answer(String method, URI uri, byte[] body) {
        List<String> path = split(uri.getRawPath());
        boolean otherMethod = false;
        for (Route route : routes) {
            if (matches(route.path(), path)) {
                if (route.method().equals(method)) {
                    return route.rule().apply(new RegistryCall(parts(route.path(), path), query(uri), body));
                }
                otherMethod = true;
            }
        }
        throw otherMethod
                ? new RegistryError(405, "HTTP 405 Method Not Allowed")
                : new RegistryError(404, "HTTP 404 Not Found");
    }

    private static boolean matches(List<String> template, List<String> path) {
        if (template.size() != path.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            if (!template.get(i).equals("*") && !template.get(i).equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> parts(List<String> template, List<String> path) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            if (template.get(i).equals("*")) {
                parts.add(decode(path.get(i).replace("+", "%2B")));
            }
        }
        return parts;
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new HashMap<>();
        String raw = uri.getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RegistryError(400, "Invalid percent encoding");
        }
    }

    private static List<String> split(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return parts;
    }
}
