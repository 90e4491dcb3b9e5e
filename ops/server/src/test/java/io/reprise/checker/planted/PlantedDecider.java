package io.reprise.checker.planted;

import io.reprise.domain.model.campaign.Campaign;

/** Breaks the rule that the checker shares nothing with what it checks. */
public final class PlantedDecider {
    Campaign campaign;

    private PlantedDecider() {}
}
