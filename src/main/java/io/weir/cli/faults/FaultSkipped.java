package io.weir.cli.faults;

/** A fault cannot be injected on this machine; the message says why. */
final class FaultSkipped extends RuntimeException {

    private static final long serialVersionUID = 1;

    FaultSkipped(String message) {
        super(message);
    }
}
