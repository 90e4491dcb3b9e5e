package io.reprise.domain.model.vocabulary;

/** What a person, or a machine, may do. */
public enum Role {
    /** Plans campaigns, answers nothing of their own. */
    MARKETER,
    /** Approves plans and adjustments of others. */
    APPROVER,
    /** Approves plans whose budget is beyond an approver's limit. */
    FINANCE,
    /** Reads everything, changes nothing. */
    AUDITOR,
    /** Runs the installation: imports, models, rebuilds, stock receipts. */
    OPERATOR,
    /** The shop: sends signals and claims stock. */
    SHOP,
    /** Reprise itself: workflow steps and the re-tuner. */
    ENGINE
}
