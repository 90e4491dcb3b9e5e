package io.reprise.projections.campaignpage;

import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.vocabulary.Actor;
import java.time.Instant;

/** A version of the plan. @param version from 1 */
public record PlanEntry(int version, Plan plan, String planHash, Actor author, Instant at) {}
