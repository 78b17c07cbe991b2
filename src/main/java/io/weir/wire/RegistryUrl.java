package io.weir.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where one registry answers, and the Authorization header it wants.
 *
 * @param base without credentials and without a slash at the end
 * @param authorization header value, never shown; null when the registry asks for none
 */
record RegistryUrl(String base, @Nullable String authorization) {

    private static final String SETTING = "schema.registry.url";

    /** Parses a URL; credentials inside it ({@code http://user:password@host}) count when {@code userInfo} is null. */
    static RegistryUrl parse(String text, @Nullable String userInfo, boolean credentialsInUrl) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw invalid(text);
        }
        String scheme = uri.getScheme();
        if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme)) || uri.getRawQuery() != null) {
            throw invalid(text);
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        String inUrl = credentialsInUrl && uri.getRawUserInfo() != null
                ? URLDecoder.decode(uri.getRawUserInfo().replace("+", "%2B"), StandardCharsets.UTF_8)
                : null;
        return new RegistryUrl(
                scheme + "://" + uri.getHost() + port + path, basic(userInfo == null ? inUrl : userInfo));
    }

    private static @Nullable String basic(@Nullable String userInfo) {
        return userInfo == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    private static IllegalArgumentException invalid(String text) {
        String shown = text.replaceAll("//.*@", "//***@").replaceAll("\\?.*", "?***");
        return new IllegalArgumentException(SETTING + " is \"" + shown
                + "\"; allowed: http or https URLs such as http://localhost:8081, separated by commas");
    }

    @Override
    public String toString() {
        return base;
    }
}
