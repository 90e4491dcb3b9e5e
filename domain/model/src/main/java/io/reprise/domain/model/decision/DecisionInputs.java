package io.reprise.domain.model.decision;

/** The facts a decision starts from: everything a policy needs besides evidence, parameters and seed. */
public sealed interface DecisionInputs
        permits AssortmentInputs, ScheduleInputs, InventoryInputs, EvaluationInputs, ClosingInputs, AdjustmentInputs {

    DecisionKind kind();
}
