package io.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {

    private static final TopicPartition FIRST = new TopicPartition("weir-account-changelog", 0);
    private static final TopicPartition SECOND = new TopicPartition("weir-account-changelog", 1);

    private final RestoreProgress progress = new RestoreProgress();

    @Test
    void restoring_counts_down_to_nothing() {
        progress.onRestoreStart(FIRST, "account", 100, 1_100);
        progress.onRestoreStart(SECOND, "account", 0, 50);
        assertThat(progress.stores()).isEqualTo(2);
        assertThat(progress.records()).isEqualTo(1_050);

        progress.onBatchRestored(FIRST, "account", 500, 400);
        assertThat(progress.records()).isEqualTo(650);
        progress.onRestoreEnd(SECOND, "account", 50);
        assertThat(progress.stores()).isOne();
        assertThat(progress.records()).isEqualTo(600);
        progress.onRestoreSuspended(FIRST, "account", 400);
        assertThat(progress.stores()).isZero();
        assertThat(progress.records()).isZero();
    }

    @Test
    void batch_that_brings_more_than_was_announced_leaves_nothing() {
        progress.onRestoreStart(FIRST, "account", 0, 10);
        progress.onBatchRestored(FIRST, "account", 15, 15);
        progress.onBatchRestored(SECOND, "account", 5, 5);
        assertThat(progress.records()).isZero();
        assertThat(progress.stores()).isOne();
    }
}
