package io.reprise.domain.model.decision;

/** What was decided. */
public sealed interface DecisionOutcome
        permits AssortmentOutcome,
                ScheduleOutcome,
                InventoryOutcome,
                EvaluationOutcome,
                CampaignReport,
                AdjustmentOutcome {}
