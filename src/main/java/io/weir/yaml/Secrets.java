package io.weir.yaml;

import java.util.regex.Pattern;

/** Which values are not to be printed: those under a name such as password or token, and passwords inside URLs. */
public final class Secrets {

    private static final String MASK = "****";

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|secret|token|credential|jaas|user\\.info|keystore\\.key|private\\.key).*");

    /** A name and password inside a URL, as in {@code http://me:secret@registry:8081}. */
    private static final Pattern IN_URL = Pattern.compile("(://)[^/?#\\s,]*@");

    private Secrets() {}

    /** A value as it may be printed. */
    public static String shown(String name, String value) {
        return SECRET.matcher(name).matches() ? MASK : IN_URL.matcher(value).replaceAll("$1" + MASK + "@");
    }
}
