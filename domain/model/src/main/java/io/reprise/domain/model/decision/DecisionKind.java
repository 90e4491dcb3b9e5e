package io.reprise.domain.model.decision;

/** What a decision is about. */
public enum DecisionKind {
    /** Start, length and push waves. */
    SCHEDULE,
    /** Units per SKU and warehouse, and what to reorder. */
    INVENTORY,
    /** Which items, ranked for whom. */
    ASSORTMENT,
    /** Is the sale on plan: continue, adjust or stop; at the end, what it brought. */
    EVALUATION,
    /** A change of price or push while the sale runs. */
    ADJUSTMENT
}
