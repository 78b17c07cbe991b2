package io.weir.wire;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** For each test a registry of its own, and a wire format that asks it. */
abstract class StubbedWire {

    StubRegistry registry;
    WireFormat wire;

    @BeforeEach
    void start() throws IOException {
        registry = new StubRegistry();
        wire = WireFormat.create(Map.of("schema.registry.url", registry.url()));
    }

    @AfterEach
    void stop() {
        wire.close();
        registry.close();
    }
}
