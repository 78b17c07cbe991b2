package io.weir.cli.faults;

import io.weir.wire.WireFormat;
import java.nio.file.Path;
import java.util.Map;

/**
 * What all runs share.
 *
 * @param bank whose history is decided
 * @param bundle that decides
 * @param otherBundle of another catalogue
 * @param secured settings of a client that logs in through TLS; empty: there is no such listener
 * @param directory for all files
 */
record World(
        Brokers brokers,
        Registry registry,
        WireFormat wire,
        FaultBank bank,
        byte[] bundle,
        byte[] otherBundle,
        Map<String, String> secured,
        Path directory) {}
