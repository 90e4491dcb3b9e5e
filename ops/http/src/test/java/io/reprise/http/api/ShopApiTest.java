package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.audience.AudienceEvent.PriorSpendRecorded;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.campaign.CampaignCommand.LaunchCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.StopCampaign;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

class ShopApiTest extends ApiTest {

    private static final MediaType NDJSON = MediaType.parseMediaType("application/x-ndjson");

    @BeforeEach
    void saleHasBegun() {
        clock.advanceTo(LiveSale.START.plusSeconds(3_600));
    }

    private Answer signals(String lines) {
        return call(HttpMethod.POST, "shop", campaign("/signals"), lines, NDJSON);
    }

    private static String order(String signal) {
        return "{\"id\":\"" + signal + "\",\"at\":\"2026-11-10T18:20:00Z\",\"shopper\":\"jane@example.org\","
                + "\"action\":\"ORDER\",\"sku\":\"LAMP\",\"units\":2,\"priceCents\":1700}";
    }

    private Answer claims(String lines) {
        return post("shop", campaign("/claims"), lines);
    }

    @Test
    void offers_are_what_the_log_has_now() {
        sale().live();

        Answer offers = get("shop", campaign("/offers"));

        assertThat(offers.text("/phase")).isEqualTo("live");
        assertThat(offers.text("/window/from")).isEqualTo("2026-11-10T18:00:00Z");
        assertThat(offers.text("/items/0/priceCents")).isEqualTo("1700");
        assertThat(offers.text("/items/0/discountBps")).isEqualTo("1500");
        assertThat(offers.text("/items/0/left")).isEqualTo("100");
        claims("[{\"claimId\":\"c1\",\"sku\":\"LAMP\",\"units\":3}]");
        assertThat(get("shop", campaign("/offers")).text("/items/0/left")).isEqualTo("97");
    }

    @Test
    void the_audience_is_told_who_must_not_see_the_sale() {
        sale().drafted();
        String shoppers =
                IntStream.range(0, 300).mapToObj(i -> "\"s" + i + "\"").collect(Collectors.joining(","));

        Answer heldOut = post("shop", campaign("/audience"), "{\"shoppers\":[" + shoppers + "]}");

        assertThat(heldOut.body().at("/holdOut").size()).isBetween(10, 60);
        refused(() -> post("shop", campaign("/audience"), "{\"shoppers\":[]}"), 400, "InvalidValue", "shoppers");
        refused(() -> post("shop", campaign("/audience"), "{\"shoppers\":[\" \"]}"), 400, "InvalidValue", "shopper");
    }

    @Test
    void what_shoppers_spent_before_is_recorded_once_without_the_shopper_and_until_the_sale_starts() {
        LiveSale sale = sale().approved();
        String jane = "[{\"shopper\":\"jane@example.org\",\"priorSpendCents\":12990}]";

        assertThat(post("shop", campaign("/prior-spend"), jane).body().toString())
                .isEqualTo("{\"received\":1,\"recorded\":1}");
        assertThat(post("shop", campaign("/prior-spend"), jane.replace("12990", "1"))
                        .body()
                        .toString())
                .isEqualTo("{\"received\":1,\"recorded\":0}");
        assertThat(core.events().getLast()).isInstanceOf(PriorSpendRecorded.class);
        assertThat(core.events().toString()).doesNotContain("jane");
        refused(() -> post("shop", campaign("/prior-spend"), "[]"), 400, "InvalidValue", "shoppers");
        refused(
                () -> post("shop", campaign("/prior-spend"), jane.replace("12990", "-1")),
                400,
                "InvalidValue",
                "priorSpendCents");

        sale.send(new LaunchCampaign(new CampaignId(id), Actor.ENGINE, LiveSale.START));
        assertThat(post("shop", campaign("/prior-spend"), jane).status()).isEqualTo(200);
        refused(
                () -> post("shop", campaign("/prior-spend"), jane.replace("jane", "joe")),
                400,
                "InvalidValue",
                "priorSpendCents");
    }

    @Test
    void signals_are_recorded_once_and_without_the_shopper() {
        sale().live();

        Answer first = signals(order("a-" + id) + "\n\n" + order("b-" + id) + "\n");
        Answer again = signals(order("a-" + id));

        assertThat(first.body().toString()).isEqualTo("{\"received\":2,\"recorded\":2}");
        assertThat(again.body().toString()).isEqualTo("{\"received\":1,\"recorded\":0}");
        assertThat(core.events().getLast()).isInstanceOf(SignalsReceived.class);
        assertThat(core.events().toString()).doesNotContain("jane");
    }

    @Test
    void a_broken_line_refuses_the_batch_and_is_named() {
        sale().live();
        String batch = order("a") + "\n" + order("b").replace("\"units\":2", "\"units\":\"two\"") + "\n{oops\n";

        refused(() -> signals(batch), 400, "InvalidValue", "signals");
        assertThat(signals(batch).text("/detail"))
                .contains("2 of 3 lines", "line 2: units must be a whole number", "line 3: it is not JSON", "send all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "5", "\"signal\""})
    void a_line_that_is_no_object_is_named(String line) {
        sale().live();

        refused(() -> signals(line), 400, "InvalidValue", "signals");
        assertThat(signals(line).text("/detail")).contains("line 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2026-11-10T18:20:00Z|2026-11-10T23:20:00Z|lies ahead",
                "2026-11-10T18:20:00Z|2026-11-01T18:20:00Z|before the sale",
                "2026-11-10T18:20:00Z|soon|at must be an instant of ISO 8601 such as 2026-",
                "\"2026-11-10T18:20:00Z\"|1794427200|at must be an instant of ISO 8601 such as 2026-",
                "2026-11-10T18:20:00Z|1794427200|at must be an instant of ISO 8601 such as 2026-",
                "LAMP|LAMB|not in the plan",
                "ORDER|STEAL|must be one of [VIEW, CART, ORDER, PUSH_OPEN]",
                "\"units\":2|\"units\":0|at least 1",
                "\"units\":2|\"units\":2,\"colour\":1|colour is not a field",
                "\"units\":2,||units must be given",
                "jane@example.org||shopper",
            })
    void every_fault_of_a_signal_is_named(String was, String is, String detail) {
        sale().live();
        String broken = order("x").replace(was, is == null ? "" : is);

        refused(() -> signals(broken), 400, "InvalidValue", "signals");
        assertThat(signals(broken).text("/detail")).contains("line 1", detail).doesNotContain("jane", "io.reprise");
    }

    @Test
    void limits_are_named() {
        sale().live();
        String lines = (order("x") + "\n").repeat(5_001);

        refused(() -> signals(lines), 413, "LimitExceeded", "");
        assertThat(signals(lines).text("/detail")).contains("5000");
        assertThat(signals(order("x".repeat(3_000))).text("/detail")).contains("2000 characters");
        refused(() -> signals(""), 400, "InvalidValue", "signals");
        refused(() -> signals("x".repeat((int) BodyLimit.BYTES_MAX + 1)), 413, "LimitExceeded", "");
        refused(() -> claims("[" + " ".repeat((int) BodyLimit.BYTES_MAX) + "]"), 413, "LimitExceeded", "");
    }

    @Test
    void claims_are_granted_whole_or_not_at_all_and_answered_the_same_again() {
        sale().live();
        String lines =
                "[{\"claimId\":\"c1\",\"sku\":\"LAMP\",\"units\":60},{\"claimId\":\"c2\",\"sku\":\"LAMP\",\"units\":60},"
                        + "{\"claimId\":\"c3\",\"sku\":\"LAMP\",\"units\":40}]";
        String answers = "[{\"claimId\":\"c1\",\"granted\":true},{\"claimId\":\"c2\",\"granted\":false},"
                + "{\"claimId\":\"c3\",\"granted\":true}]";

        assertThat(claims(lines).body().toString()).isEqualTo(answers);
        assertThat(claims(lines).body().toString()).isEqualTo(answers);
    }

    @Test
    void claims_that_cannot_be_are_refused() {
        sale().live();

        refused(() -> claims("[]"), 400, "InvalidValue", "claims");
        refused(() -> claims("[{\"claimId\":\"c\",\"sku\":\"LAMP\",\"units\":0}]"), 400, "InvalidValue", "units");
        refused(() -> claims("[{\"claimId\":\"\",\"sku\":\"LAMP\",\"units\":1}]"), 400, "InvalidValue", "claimId");
        refused(() -> claims("[{\"claimId\":\"c\",\"sku\":\"LAMB\",\"units\":1}]"), 400, "InvalidValue", "sku");
        refused(
                () -> claims("[{\"claimId\":\"c\",\"sku\":\"LAMP\",\"units\":1},"
                        + "{\"claimId\":\"c\",\"sku\":\"LAMP\",\"units\":2}]"),
                400,
                "ClaimIdTwice",
                "claimId");
        refused(() -> claims("[{\"claimId\":\"c\",\"sku\":\"LAMP\"}]"), 400, "MissingField", "[0].units");
    }

    @Test
    void nothing_is_sold_before_the_launch_or_after_the_end() {
        sale().approved();
        String claim = "[{\"claimId\":\"c\",\"sku\":\"LAMP\",\"units\":1}]";

        refused(() -> claims(claim), 409, "WrongPhase", "");
        core.handle(new StopCampaign(new CampaignId(id), "over", LiveSale.MEI, LiveSale.START));
        refused(() -> claims(claim), 409, "WrongPhase", "");
    }

    @Test
    void the_shop_is_told_of_a_campaign_that_is_not_there() {
        refused(() -> get("shop", campaign("/offers")), 404, "UnknownCampaign", "campaignId");
        refused(() -> signals(order("x")), 404, "UnknownCampaign", "campaignId");
        refused(
                () -> claims("[{\"claimId\":\"c\",\"sku\":\"LAMP\",\"units\":1}]"),
                404,
                "UnknownCampaign",
                "campaignId");
        refused(
                () -> post("shop", campaign("/audience"), "{\"shoppers\":[\"a\"]}"),
                404,
                "UnknownCampaign",
                "campaignId");
    }
}
