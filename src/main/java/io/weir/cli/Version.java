package io.weir.cli;

import java.util.Objects;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/** Versions of Weir, Kafka and the JVM; Weir's own is in the jar's manifest. */
final class Version implements IVersionProvider {

    private static final String UNPACKAGED = "(not packaged)";

    /** Weir's version. */
    static String weir() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), UNPACKAGED);
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "weir " + weir(),
            "kafka " + AppInfoParser.getVersion(),
            "java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")"
        };
    }
}
