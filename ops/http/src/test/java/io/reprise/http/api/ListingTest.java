package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.CampaignCommand.StopCampaign;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ListingTest extends ApiTest {

    private static final Pattern NEXT = Pattern.compile("<(/api/v1/[^>]+)>; rel=\"next\"");

    private static String next(Answer page) {
        String link = page.response().getHeader("Link");
        if (link == null) {
            return "";
        }
        Matcher matcher = NEXT.matcher(link);
        assertThat(matcher.matches()).as(link).isTrue();
        return matcher.group(1);
    }

    private List<String> all(String who, String list, String field) {
        List<String> seen = new ArrayList<>();
        for (String page = list + "?limit=2"; !page.isEmpty(); ) {
            Answer answer = get(who, page);
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
            assertThat(answer.body().size()).isLessThanOrEqualTo(2);
            answer.body().forEach(line -> seen.add(line.path(field).asText()));
            page = next(answer);
        }
        return seen;
    }

    private List<String> whole(String who, String list, String field) {
        List<String> seen = new ArrayList<>();
        get(who, list).body().forEach(line -> seen.add(line.path(field).asText()));
        return seen;
    }

    private void sales(int count) {
        for (int i = 0; i < count; i++) {
            new LiveSale(core, id + "-" + i).drafted();
        }
    }

    @Test
    void the_pages_of_a_list_are_the_list_in_its_order() {
        sales(5);
        new LiveSale(core, id).adjusting();

        assertThat(all("mei", "/api/v1/campaigns", "campaignId"))
                .isEqualTo(whole("mei", "/api/v1/campaigns", "campaignId"))
                .contains(id, id + "-4");
        assertThat(all("mei", campaign("/decisions"), "id"))
                .isEqualTo(whole("mei", campaign("/decisions"), "id"))
                .hasSizeGreaterThan(2);
        assertThat(all("ana", "/api/v1/tasks", "campaignId"))
                .isEqualTo(whole("ana", "/api/v1/tasks", "campaignId"))
                .contains(id);
        assertThat(all("mei", "/api/v1/stock", "sku"))
                .isEqualTo(whole("mei", "/api/v1/stock", "sku"))
                .contains("LAMP");
        assertThat(all("mei", "/api/v1/models", "release")).isEqualTo(whole("mei", "/api/v1/models", "release"));
    }

    @Test
    void what_changes_between_pages_neither_repeats_a_line_nor_leaves_one_out() {
        sales(4);
        List<String> before = whole("mei", "/api/v1/campaigns", "campaignId");
        Answer first = get("mei", "/api/v1/campaigns?limit=3");

        // The last of the first page moves to the front.
        String moved = first.body().get(2).get("campaignId").asText();
        core.handle(new StopCampaign(new CampaignId(moved), "no stock", LiveSale.MEI, LiveSale.START.plusSeconds(9)));
        Answer second = get("mei", next(first));

        assertThat(second.body().get(0).get("campaignId").asText()).isEqualTo(before.get(3));
    }

    @Test
    void what_is_no_limit_and_no_cursor_of_this_list_is_refused() {
        sales(3);
        String ofCampaigns = next(get("mei", "/api/v1/campaigns?limit=1")).replaceAll(".*cursor=", "");

        for (String limit : List.of("0", "1001", "many", "-1", "")) {
            refused(() -> get("mei", "/api/v1/campaigns?limit=" + limit), 400, "InvalidValue", "limit");
        }
        refused(() -> get("mei", "/api/v1/stock?cursor=" + ofCampaigns), 400, "InvalidValue", "cursor");
        refused(() -> get("mei", "/api/v1/campaigns?cursor=x"), 400, "InvalidValue", "cursor");
        refused(() -> get("mei", "/api/v1/campaigns?cursor=%C3%A4"), 400, "InvalidValue", "cursor");
    }
}
