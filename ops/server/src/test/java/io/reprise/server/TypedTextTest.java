package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.Campaign.Drafting;
import io.reprise.domain.model.campaign.CampaignCommand.RevisePlan;
import io.reprise.domain.model.campaign.CampaignCommand.StopCampaign;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people type is shown as they typed it, on every page that shows it: no template and no browser runs it. */
class TypedTextTest extends SaleOnServer {

    /** 7 × 191 is on none of our pages otherwise. */
    private static final String RUN = "1337";

    private static final List<String> PLANTED = List.of(
            "[[${7*191}]]",
            "[(${7*191})]",
            "__${7*191}__",
            "${7*191}",
            "#{7*191}",
            "*{7*191}",
            "{{7*191}}",
            "<b>7*191</b>");

    private static final List<String> PAGES = List.of(
            "/",
            "/calendar",
            "/inbox",
            "/campaigns/{id}",
            "/campaigns/{id}/edit",
            "/campaigns/{id}/versions",
            "/decisions",
            "/stock",
            "/processes",
            "/checks");

    @Test
    void noPageRunsWhatWasTypedIntoIt() throws Exception {
        receiveAndDraft();
        Plan plan = ((Drafting) campaigns.load(id)).version().plan();
        String typed = String.join(" ", PLANTED);
        List<PlannedItem> items = plan.items().stream()
                .map(item -> new PlannedItem(
                        item.sku(), typed, item.regularPriceCents(), item.unitCostCents(), item.discountBps()))
                .toList();
        send(new RevisePlan(id, plan.with(typed, plan.guardrails(), items), MEI, clock.instant()));
        int shown = 0;
        for (String person : List.of("mei", "ana", "audra", "otto")) {
            PersonOnServer reader = PersonOnServer.loggedIn(server, person);
            for (String page : PAGES) {
                String text = reader.get(page.replace("{id}", id.value())).body();
                assertThat(text).as(page).doesNotContain(RUN).doesNotContain("<b>7*191</b>");
                shown += text.contains("7*191") ? 1 : 0;
            }
        }
        assertThat(shown).as("pages that show it").isGreaterThan(4);
        send(new StopCampaign(id, typed, MEI, clock.instant()));
        String page = PersonOnServer.loggedIn(server, "mei")
                .get("/campaigns/" + id.value())
                .body();
        assertThat(page).contains("7*191").doesNotContain(RUN).doesNotContain("<b>7*191</b>");
    }
}
