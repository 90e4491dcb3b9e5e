package io.reprise.bpmn;

/** What the DMN tables and the code agree on. */
public final class DecisionTables {

    public static final String APPROVAL_ROUTING = "approval-routing";
    public static final String ADJUSTMENT_GUARDRAILS = "adjustment-guardrails";

    // Outputs.
    public static final String APPROVER = "approver";
    public static final String DEADLINE_HOURS = "deadlineHours";
    public static final String DEADLINE_MINUTES = "deadlineMinutes";
    public static final String ROUTE = "route";
    public static final String RULE = "rule";

    private DecisionTables() {}
}
