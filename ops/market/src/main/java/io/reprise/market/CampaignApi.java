package io.reprise.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One campaign, as those who plan and approve it see it and act on it over the public API. */
final class CampaignApi {

    private static final String CAMPAIGNS = "/api/v1/campaigns";
    private static final String MARKETER = "mei";

    private final RepriseClient client;
    private final String name;
    private final String path;

    CampaignApi(RepriseClient client, String name) {
        this.client = client;
        this.name = name;
        this.path = CAMPAIGNS + "/" + name;
    }

    String name() {
        return name;
    }

    boolean exists() {
        try {
            page();
            return true;
        } catch (RepriseClient.Refused e) {
            if (e.status() == 404) {
                return false;
            }
            throw e;
        }
    }

    /** Everything of the campaign that a person sees. */
    JsonNode page() {
        return client.get(MARKETER, path);
    }

    /** How it went, window by window. */
    JsonNode points() {
        return client.get(MARKETER, path + "/kpis").get("points");
    }

    JsonNode decisions() {
        return client.get(MARKETER, path + "/decisions");
    }

    void draft(Map<String, Object> plan) {
        client.post(MARKETER, CAMPAIGNS, Map.of("campaignId", name, "plan", plan));
    }

    /** The newest version of the plan. */
    void submit() {
        client.post(
                MARKETER,
                path + "/submit",
                Map.of("planVersion", page().get("versions").size()));
    }

    void approvePlan(String who, String proposalHash) {
        client.post(who, path + "/approve", Map.of("proposalHash", proposalHash));
    }

    void approveAdjustment(String who, String decision) {
        client.post(who, path + "/adjustments/" + decision + "/approve", Map.of());
    }
}
