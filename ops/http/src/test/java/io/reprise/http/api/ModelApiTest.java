package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.registry.ModelReleaseCommand.RecordEvaluation;
import io.reprise.domain.model.registry.ModelReleaseCommand.RegisterRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.RequestReleaseApproval;
import io.reprise.domain.model.registry.ModelReleaseCommand.ShadowRelease;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.vocabulary.Sha256;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ModelApiTest extends ApiTest {

    /** Each test has a model of its own, so that champions of others do not meet it. */
    private final String model = id.chars()
            .mapToObj(c -> String.valueOf((char) (Character.isDigit(c) ? c - '0' + 'a' : c)))
            .collect(Collectors.joining());

    private ModelReleaseId shadow(String version) {
        ModelReleaseId release = new ModelReleaseId(model, Sha256.hexOf(id, version));
        core.handle(new RegisterRelease(release, version, "demand-features/1", "otto", LiveSale.START));
        core.handle(new RecordEvaluation(release, "pinball", .5, 1, LiveSale.START));
        core.handle(new ShadowRelease(release, LiveSale.START));
        return release;
    }

    private ModelReleaseId waiting(String version) {
        ModelReleaseId release = shadow(version);
        core.handle(new RequestReleaseApproval(release, LiveSale.START.plusSeconds(3_600), LiveSale.START));
        return release;
    }

    private ModelReleaseId champion(String version) {
        ModelReleaseId release = waiting(version);
        assertThat(post("ana", path(release, "/promote"), "{}").text("/stage")).isEqualTo("champion");
        return release;
    }

    private static String path(ModelReleaseId release, String rest) {
        return "/api/v1/models/" + release.value() + rest;
    }

    private boolean decides(ModelReleaseId release) {
        return get("audra", path(release, "")).body().get("decides").asBoolean();
    }

    @Test
    void a_release_waits_in_the_inbox_of_approvers_until_one_promotes_it() {
        ModelReleaseId release = waiting("1");
        assertThat(waitsFor("ana", release)).isTrue();
        assertThat(waitsFor("finn", release)).isFalse();
        assertThat(waitsFor("mei", release)).isFalse();

        assertThat(post("ana", path(release, "/promote"), "{}").text("/stage")).isEqualTo("champion");
        assertThat(waitsFor("ana", release)).isFalse();
        assertThat(decides(release)).isTrue();
        assertThat(get("audra", "/api/v1/models").body().findValuesAsText("release"))
                .contains(release.value());
    }

    private boolean waitsFor(String person, ModelReleaseId release) {
        return StreamSupport.stream(get(person, "/api/v1/tasks").body().spliterator(), false)
                .anyMatch(task -> task.get("release").asText().equals(release.value())
                        && task.get("kind").asText().equals("RELEASE_APPROVAL"));
    }

    @Test
    void a_release_that_cannot_be_promoted_is_not() {
        ModelReleaseId release = shadow("1");
        refused(() -> post("ana", path(release, "/promote"), "{}"), 409, "NotInStage", "");
    }

    @Test
    void names_that_are_none_are_told_so() {
        refused(
                () -> post("ana", "/api/v1/models/demand:" + "0".repeat(64) + "/promote", "{}"),
                404,
                "UnknownRelease",
                "");
        refused(() -> get("ana", "/api/v1/models/demand:" + "0".repeat(64)), 404, "UnknownRelease", "");
        refused(() -> post("ana", "/api/v1/models/demand/promote", "{}"), 400, "InvalidValue", "release");
    }

    @Test
    void a_person_declines_with_a_reason() {
        ModelReleaseId release = waiting("1");
        refused(() -> post("ana", path(release, "/decline"), "{\"reason\":\" \"}"), 400, "InvalidValue", "reason");

        Answer declined = post("ana", path(release, "/decline"), "{\"reason\":\"odd at night\"}");
        assertThat(declined.text("/stage")).isEqualTo("declined");
        assertThat(declined.text("/reason")).isEqualTo("odd at night");
        refused(() -> post("ana", path(release, "/promote"), "{}"), 409, "NotInStage", "");
    }

    @Test
    void of_two_champions_the_one_promoted_last_decides_and_rolled_back_it_is_the_other_at_once() {
        ModelReleaseId first = champion("1");
        ModelReleaseId second = champion("2");
        assertThat(decides(first)).isFalse();
        assertThat(get("ana", path(second, "")).text("/before/version")).isEqualTo("1");
        String body = "{\"to\":\"" + first.value() + "\",\"reason\":\"it sees no Mondays\"}";

        refused(() -> post("ana", path(first, "/roll-back"), body), 409, "NotTheChampion", "");
        refused(
                () -> post("ana", path(second, "/roll-back"), "{\"to\":\"\",\"reason\":\"why\"}"),
                409,
                "NotTheOneBefore",
                "");
        assertThat(post("ana", path(second, "/roll-back"), body).text("/stage")).isEqualTo("rolled-back");
        assertThat(decides(first)).isTrue();
        assertThat(decides(second)).isFalse();
        // Sent again it changes nothing, although the release is no champion any more.
        assertThat(post("ana", path(second, "/roll-back"), body).status()).isEqualTo(200);
        assertThat(decides(first)).isTrue();
    }

    @Test
    void rolled_back_the_only_champion_leaves_the_baseline() {
        ModelReleaseId only = champion("1");
        assertThat(post("otto", path(only, "/roll-back"), "{\"to\":\"\",\"reason\":\"alarms\"}")
                        .text("/stage"))
                .isEqualTo("rolled-back");
        assertThat(decides(only)).isFalse();
    }

    @Test
    void a_shadow_is_taken_away() {
        ModelReleaseId release = shadow("1");
        assertThat(post("otto", path(release, "/retire"), "{\"reason\":\"trained on the wrong year\"}")
                        .text("/stage"))
                .isEqualTo("retired");
    }
}
