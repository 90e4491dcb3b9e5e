package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.campaign.CampaignCommand.StopCampaign;
import io.reprise.domain.model.port.Pseudonyms;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

class RecommendationApiTest extends ApiTest {

    @Autowired
    Pseudonyms pseudonyms;

    @Autowired
    EvenNextItems next;

    @BeforeEach
    void saleHasBegun() {
        clock.advanceTo(LiveSale.START.plusSeconds(3_600));
    }

    private String shopper(Arm arm) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "shopper-" + i)
                .filter(s -> Arm.of(new CampaignId(id), pseudonyms.of(s), 1_000) == arm)
                .findFirst()
                .orElseThrow();
    }

    private Answer recommendations(String shopper) {
        return get("shop", campaign("/recommendations?shopper=" + shopper));
    }

    private void claim(int units) {
        post(
                "shop",
                campaign("/claims"),
                "[{\"claimId\":\"c" + units + "\",\"sku\":\"LAMP\",\"units\":" + units + "}]");
    }

    @Test
    void a_shopper_whom_nobody_knows_is_answered_and_each_line_says_why() {
        sale().live();
        int before = core.events().size();

        Answer answer = recommendations(shopper(Arm.TREATED));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/heldOut")).isEqualTo("false");
        assertThat(answer.text("/note")).isEmpty();
        assertThat(answer.text("/items/0/sku")).isEqualTo("LAMP");
        assertThat(answer.text("/items/0/priceCents")).isEqualTo("1700");
        assertThat(answer.text("/items/0/left")).isEqualTo("100");
        assertThat(answer.text("/items/0/why/fit")).isEqualTo("1.0");
        assertThat(answer.body().at("/items/0/why/worthCents").asDouble()).isEqualTo(1_700 - 900 + 0.35 * 1_700);
        assertThat(answer.body().at("/items/0/why/stock").asDouble()).isBetween(0.9, 1.0);
        assertThat(answer.text("/model/name")).isEqualTo("planted");
        assertThat(answer.text("/model/fallbackReason")).isEqualTo("there is only this");
        assertThat(answer.body().toString()).doesNotContain(shopper(Arm.TREATED));
        // An answer is no event.
        assertThat(core.events()).hasSize(before);
    }

    @Test
    void a_held_out_shopper_sees_no_sale_price_and_is_said_to_be_held_out() {
        sale().live();

        Answer answer = recommendations(shopper(Arm.HOLD_OUT));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/heldOut")).isEqualTo("true");
        assertThat(answer.text("/note")).contains("held out");
        assertThat(answer.body().at("/items")).isEmpty();
        assertThat(answer.body().toString()).doesNotContain("LAMP", "1700");
    }

    @Test
    void a_kept_list_is_given_again_until_a_price_changes() {
        LiveSale sale = sale().repricing();
        String shopper = shopper(Arm.TREATED);
        int asked = next.asked();

        assertThat(recommendations(shopper).text("/items/0/priceCents")).isEqualTo("1700");
        assertThat(recommendations(shopper).text("/items/0/priceCents")).isEqualTo("1700");
        assertThat(next.asked()).isEqualTo(asked + 1);
        Answer approved = post("ana", campaign("/adjustments/" + sale.adjustment() + "/approve"), "{}");
        assertThat(approved.status()).isEqualTo(200);

        String now = get("shop", campaign("/offers")).text("/items/0/priceCents");
        assertThat(now).isNotEqualTo("1700");
        assertThat(recommendations(shopper).text("/items/0/priceCents")).isEqualTo(now);
        assertThat(next.asked()).isEqualTo(asked + 2);
    }

    @Test
    void what_has_just_sold_out_is_not_shown_and_what_is_left_is_as_it_is_now() {
        sale().live();
        String shopper = shopper(Arm.TREATED);
        recommendations(shopper);
        claim(99);
        assertThat(recommendations(shopper).text("/items/0/left")).isEqualTo("1");
        claim(1);

        Answer soldOut = recommendations(shopper);
        assertThat(soldOut.body().at("/items")).isEmpty();
        assertThat(soldOut.text("/note")).contains("Nothing on offer is left");
        assertThat(soldOut.text("/model/name")).isEmpty();
    }

    @Test
    void what_a_shopper_has_bought_is_not_recommended_to_that_shopper() {
        sale().live();
        String shopper = shopper(Arm.TREATED);
        assertThat(recommendations(shopper).body().at("/items")).hasSize(1);
        call(
                HttpMethod.POST,
                "shop",
                campaign("/signals"),
                "{\"id\":\"o-" + id + "\",\"at\":\"2026-11-10T18:20:00Z\",\"shopper\":\"" + shopper
                        + "\",\"action\":\"ORDER\",\"sku\":\"LAMP\",\"units\":1,\"priceCents\":1700}",
                MediaType.parseMediaType("application/x-ndjson"));

        assertThat(recommendations(shopper).body().at("/items")).isEmpty();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void nothing_of_the_shopper_is_logged_however_much_is(CapturedOutput output) {
        sale().live();
        Logger ours = (Logger) LoggerFactory.getLogger("io.reprise");
        ours.setLevel(Level.TRACE);
        try {
            ours.trace("logged at every level");
            for (Arm arm : Arm.values()) {
                recommendations(shopper(arm));
                get("shop", campaign("/recommendations?count=0&shopper=" + shopper(arm)));
            }
        } finally {
            ours.setLevel(null);
        }

        assertThat(output.getAll()).contains("logged at every level");
        for (Arm arm : Arm.values()) {
            assertThat(output.getAll())
                    .doesNotContain(shopper(arm))
                    .doesNotContain(pseudonyms.of(shopper(arm)).value());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'?shopper=a&count=0', count",
        "'?shopper=a&count=51', count",
        "'?shopper=a&count=many', count",
        "'?count=5', shopper",
        "'?shopper=%20', shopper",
    })
    void what_cannot_be_asked_is_named(String query, String field) {
        sale().live();

        refused(() -> get("shop", campaign("/recommendations" + query)), 400, "InvalidValue", field);
    }

    @Test
    void only_the_shop_asks_and_only_while_the_sale_is_live() {
        refused(() -> recommendations("a"), 404, "UnknownCampaign", "campaignId");
        sale().approved();
        refused(() -> recommendations("a"), 409, "WrongPhase", "");
        refused(() -> get("mei", campaign("/recommendations?shopper=a")), 403, "RoleMissing", "");
        core.handle(new StopCampaign(new CampaignId(id), "over", LiveSale.MEI, LiveSale.START));
        refused(() -> recommendations("a"), 409, "WrongPhase", "");
    }
}
