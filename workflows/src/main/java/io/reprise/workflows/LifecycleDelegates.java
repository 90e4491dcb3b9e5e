package io.reprise.workflows;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.StockItems;

/**
 * What the service tasks of {@code campaign-lifecycle.bpmn} do: each sends one command (or one for each item) and then
 * reads the process's variables off the campaign again. A task that runs twice sends the same command twice, and the
 * second changes nothing.
 */
record LifecycleDelegates(PlanningTasks planning, LaunchTasks launch, SaleTasks sale) {

    static LifecycleDelegates of(
            Commands commands,
            Campaigns campaigns,
            StockItems stock,
            CampaignClock clock,
            PlanningDesk planning,
            SaleDesk sale,
            Forecasting champion,
            Forecasting baseline) {
        CampaignAtHand at = new CampaignAtHand(campaigns);
        LaunchTasks launch = new LaunchTasks(commands, stock, clock, at);
        return new LifecycleDelegates(
                new PlanningTasks(commands, clock, planning, champion, baseline, at),
                launch,
                new SaleTasks(commands, stock, clock, sale, champion, baseline, launch, at));
    }
}
