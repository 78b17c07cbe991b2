package io.weir.decision;

/** What to do with a payment. */
public enum Action {
    APPROVE,
    REVIEW,
    DECLINE
}
