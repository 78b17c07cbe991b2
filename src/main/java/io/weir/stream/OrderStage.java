package io.weir.stream;

/**
 * A place where messages are brought into the order of event time.
 *
 * @param name of the hop that follows
 * @param decides true for the last one, behind which it is decided
 * @param hasOneTaskBefore true where messages come from the own task alone, false where they come from all of the hop before
 */
record OrderStage(String name, boolean decides, boolean hasOneTaskBefore) {

    String processor() {
        return "order-" + name;
    }

    /** Name of the store: {@link OrderKey} → message. */
    String heldStore() {
        return name + "-waiting";
    }

    /** Name of the store: how far it has come. */
    String progressStore() {
        return name + "-order";
    }

    int tasksBefore(StreamSettings settings) {
        return hasOneTaskBefore ? 1 : settings.partitions();
    }
}
