package io.weir.history;

import io.weir.transaction.Label;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How labels are read.
 *
 * @param column the column that says fraud or not; empty there means that nothing ever became known
 * @param fraud the values that mean fraud
 * @param legitimate the values that mean legitimate
 * @param source who reported
 * @param after fixed delay after the event; null when a column says when
 * @param knownColumn time column, empty for never; null when the delay is fixed
 */
record LabelRule(
        String column,
        List<String> fraud,
        List<String> legitimate,
        Label.Source source,
        @Nullable Duration after,
        @Nullable String knownColumn) {}
