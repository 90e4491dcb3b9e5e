package io.reprise.projections.board;

/** What has to happen next for a campaign to go on. */
public enum WaitsFor {
    /** The author, to revise or submit the plan. */
    AUTHOR,
    /** Forecasts and decisions, which nobody has to do anything for. */
    MODELS,
    /** Somebody with the role APPROVER, to answer the plan. */
    APPROVER,
    /** Somebody with the role FINANCE, to answer the plan. */
    FINANCE,
    /** Stock to be set aside. */
    STOCK,
    /** The hour of the sale's start. */
    START,
    /** Somebody to answer a proposed adjustment. */
    ADJUSTMENT_ANSWER,
    /** The hour of the sale's end. */
    END,
    /** Nothing: it is over. */
    NOTHING
}
