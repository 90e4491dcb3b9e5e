package io.reprise.bpmn;

/** What {@code model-promotion.bpmn} and the code agree on: the ids of its elements, its messages and variables. */
public final class ModelPromotionProcess {

    public static final String RESOURCE = "bpmn/model-promotion.bpmn";
    public static final String ID = "model-promotion";

    // Elements.
    public static final String START_REGISTERED = "start_registered";
    public static final String TASK_EVALUATE = "task_evaluate";
    public static final String GATEWAY_GATES = "gateway_gates";
    public static final String TASK_DECLINE = "task_decline";
    public static final String END_GATE_REFUSED = "end_gate_refused";
    public static final String TASK_SHADOW = "task_shadow";
    public static final String GATEWAY_CHAMPION = "gateway_champion";
    public static final String GATEWAY_EVIDENCE = "gateway_evidence";
    public static final String CATCH_EVIDENCE = "catch_evidence";
    public static final String TIMER_SHADOW = "timer_shadow";
    public static final String TASK_REQUEST_APPROVAL = "task_request_approval";
    public static final String TASK_APPROVE_RELEASE = "task_approve_release";
    public static final String TIMER_APPROVAL_DEADLINE = "timer_approval_deadline";
    public static final String TASK_ESCALATE_RELEASE = "task_escalate_release";
    public static final String END_ESCALATED = "end_escalated";
    public static final String GATEWAY_ANSWER = "gateway_answer";
    public static final String END_CHAMPION = "end_champion";
    public static final String END_DECLINED = "end_declined";
    public static final String SUBPROCESS_RETIRE = "subprocess_retire";
    public static final String START_RETIRED = "start_retired";
    public static final String END_RETIRED = "end_retired";

    public static final String MESSAGE_EVIDENCE = "message_evidence";
    public static final String MESSAGE_RETIRED = "message_retired";

    // Variables, all read off the releases' events.
    public static final String RELEASE_ID = "releaseId";
    public static final String GATES_PASSED = "gatesPassed";
    public static final String CHAMPION_THERE = "championThere";
    public static final String SHADOW_UNTIL = "shadowUntil";
    public static final String APPROVAL_DEADLINE = "approvalDeadline";
    public static final String PROMOTED = "promoted";

    private ModelPromotionProcess() {}
}
