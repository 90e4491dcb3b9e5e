package io.reprise.bpmn;

/** What {@code campaign-lifecycle.bpmn} and the code agree on: the ids of its elements, its messages and variables. */
public final class CampaignLifecycleProcess {

    public static final String RESOURCE = "bpmn/campaign-lifecycle.bpmn";
    public static final String ID = "campaign-lifecycle";

    // Elements.
    public static final String START_DRAFTED = "start_drafted";
    public static final String TASK_PLAN = "task_plan";
    public static final String SUBPROCESS_PREDICT = "subprocess_predict";
    public static final String START_PREDICT = "start_predict";
    public static final String TASK_FORECAST_OFFERS = "task_forecast_offers";
    public static final String ERROR_FORECAST_OFFERS = "error_forecast_offers";
    public static final String TASK_FORECAST_OFFERS_BASELINE = "task_forecast_offers_baseline";
    public static final String TASK_DECIDE_ASSORTMENT = "task_decide_assortment";
    public static final String TASK_FORECAST = "task_forecast";
    public static final String ERROR_FORECAST = "error_forecast";
    public static final String TASK_FORECAST_BASELINE = "task_forecast_baseline";
    public static final String TASK_DECIDE_SCHEDULE = "task_decide_schedule";
    public static final String TASK_DECIDE_INVENTORY = "task_decide_inventory";
    public static final String TASK_ROUTE_APPROVAL = "task_route_approval";
    public static final String TASK_REQUEST_APPROVAL = "task_request_approval";
    public static final String END_PREDICT = "end_predict";
    public static final String TASK_APPROVE_PLAN = "task_approve_plan";
    public static final String TIMER_APPROVAL_DEADLINE = "timer_approval_deadline";
    public static final String TASK_ESCALATE_APPROVAL = "task_escalate_approval";
    public static final String END_ESCALATED = "end_escalated";
    public static final String GATEWAY_ANSWER = "gateway_answer";
    public static final String TASK_SECURE_STOCK = "task_secure_stock";
    public static final String ERROR_SECURE_STOCK = "error_secure_stock";
    public static final String COMPENSATE_STOCK = "compensate_stock";
    public static final String TASK_RELEASE_STOCK = "task_release_stock";
    public static final String TIMER_LAUNCH = "timer_launch";
    public static final String TASK_LAUNCH = "task_launch";
    public static final String ERROR_LAUNCH = "error_launch";
    public static final String THROW_COMPENSATION = "throw_compensation";
    public static final String TASK_FAIL_LAUNCH = "task_fail_launch";
    public static final String END_LAUNCH_FAILED = "end_launch_failed";
    public static final String SUBPROCESS_MONITOR = "subprocess_monitor";
    public static final String START_MONITOR = "start_monitor";
    public static final String TIMER_WINDOW = "timer_window";
    public static final String TASK_EVALUATE = "task_evaluate";
    public static final String GATEWAY_COURSE = "gateway_course";
    public static final String TASK_FORECAST_RESPONSE = "task_forecast_response";
    public static final String ERROR_FORECAST_RESPONSE = "error_forecast_response";
    public static final String TASK_FORECAST_RESPONSE_BASELINE = "task_forecast_response_baseline";
    public static final String TASK_DECIDE_ADJUSTMENT = "task_decide_adjustment";
    public static final String TASK_APPLY_GUARDRAILS = "task_apply_guardrails";
    public static final String TASK_ROUTE_ADJUSTMENT = "task_route_adjustment";
    public static final String GATEWAY_ROUTE = "gateway_route";
    public static final String TASK_MOVE_STOCK = "task_move_stock";
    public static final String TASK_APPROVE_ADJUSTMENT = "task_approve_adjustment";
    public static final String TIMER_ADJUSTMENT_DEADLINE = "timer_adjustment_deadline";
    public static final String GATEWAY_OVER = "gateway_over";
    public static final String END_MONITOR = "end_monitor";
    public static final String TASK_EXPIRE_ADJUSTMENT = "task_expire_adjustment";
    public static final String TASK_CLOSING_EVALUATION = "task_closing_evaluation";
    public static final String TASK_CLOSE = "task_close";
    public static final String END_CLOSED = "end_closed";
    public static final String SUBPROCESS_KILL_SWITCH = "subprocess_kill_switch";
    public static final String START_STOP = "start_stop";
    public static final String TASK_RELEASE_AFTER_STOP = "task_release_after_stop";
    public static final String TASK_EVALUATE_STOPPED = "task_evaluate_stopped";
    public static final String END_STOPPED = "end_stopped";

    public static final String MESSAGE_STOP = "message_stop";
    public static final String MODEL_UNAVAILABLE_CODE = "MODEL_UNAVAILABLE";
    public static final String LAUNCH_FAILED_CODE = "LAUNCH_FAILED";

    // Variables. All but the last three are derived from the campaign's events.
    public static final String CAMPAIGN_ID = "campaignId";
    public static final String DISCOUNT_BUDGET_CENTS = "discountBudgetCents";
    public static final String DISCOUNT_BPS_MAX = "discountBpsMax";
    public static final String PROPOSAL_HASH = "proposalHash";
    public static final String PLAN_APPROVED = "planApproved";
    public static final String APPROVAL_DEADLINE = "approvalDeadline";
    public static final String LAUNCH_AT = "launchAt";
    public static final String WINDOW = "window";
    public static final String WINDOW_ENDS_AT = "windowEndsAt";
    public static final String COURSE = "course";
    public static final String SALE_OVER = "saleOver";
    public static final String ADJUSTMENT_PENDING = "adjustmentPending";
    public static final String ADJUSTMENT_ID = "adjustmentId";
    public static final String ADJUSTMENT_DEADLINE = "adjustmentDeadline";
    public static final String CHANGES_NOTHING = "changesNothing";
    public static final String DISCOUNT_OVER_LIMIT_BPS = "discountOverLimitBps";
    public static final String MARGIN_ABOVE_FLOOR_BPS = "marginAboveFloorBps";
    public static final String EXTRA_PUSH = "extraPush";
    public static final String STEP_BEYOND_AUTOMATIC_BPS = "stepBeyondAutomaticBps";
    public static final String END_MOVES = "endMoves";
    public static final String ITEM_CHANGES = "itemChanges";
    public static final String AUDIENCE_STEP_BPS = "audienceStepBps";
    public static final String BEYOND_LEEWAY = "beyondLeeway";
    /** What the champion said, or why it could not, on the way to the decision that records it. */
    public static final String RESPONSE_CALL = "responseCall";

    public static final String FAILURE = "failure";
    public static final String APPROVAL_ROUTING = "approvalRouting";
    public static final String GUARDRAILS = "guardrails";

    private CampaignLifecycleProcess() {}
}
