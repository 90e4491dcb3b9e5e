package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Releases;
import io.reprise.domain.model.port.SequenceExplanations.ExplainedAction;
import io.reprise.domain.model.port.SequenceExplanations.ExplainedSequence;
import io.reprise.domain.model.registry.ModelRelease.Champion;
import io.reprise.domain.model.registry.ModelReleaseCommand.RegisterRelease;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.PromotionTerms;
import io.reprise.ml.features.PurchaseFeatures;
import io.reprise.ml.sequence.ExplainedHistories;
import io.reprise.ml.serving.ArtifactId;
import io.reprise.ml.serving.ModelServing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.Test;

/** Models as approvers see them: in the inbox, in the list, and each on its page. */
class ModelsInBrowserTest extends BrowserTest {

    private static CampaignClock clock() {
        return server.get(CampaignClock.class);
    }

    private static ModelReleaseId trained(String model) {
        return server.get(Releases.class).all().stream()
                .filter(id -> id.model().equals(model))
                .findFirst()
                .orElseThrow();
    }

    private static ModelReleaseId register(String model, String version, Consumer<ObjectNode> card) throws IOException {
        ModelReleaseId id =
                new PlantedReleases(server.get(RepriseProperties.class).home()).plant(model, card);
        server.get(CommandGateway.class)
                .sendAndWait(new RegisterRelease(id, version, "demand-features/1", "otto", clock().instant()));
        clock().advanceTo(clock().instant());
        return id;
    }

    private static String path(ModelReleaseId id, String rest) {
        return "/models/" + id.model() + "/" + id.artifactSha256() + rest;
    }

    private static void open(Page page, ModelReleaseId id) {
        page.navigate(server.url() + path(id, ""));
    }

    private static void promote(Page page, ModelReleaseId id) {
        open(page, id);
        page.click("form[action$='" + path(id, "/promote") + "'] button");
        assertThat(page.textContent(".alert-success")).contains("Promoted");
    }

    @Test
    void anApproverPromotesAReleaseAndRollsItsSuccessorBackWithOneClick() throws IOException {
        ModelReleaseId first = trained("demand");
        Page ana = as("ana");
        ana.navigate(server.url() + "/inbox");
        assertThat(ana.textContent("main")).contains("Approve a model").contains("Demand");
        promote(ana, first);
        assertThat(ana.textContent("main .head")).contains("Decides now");

        ModelReleaseId second = register("demand", "later", card -> {});
        open(ana, second);
        assertThat(ana.textContent("main .head")).contains("Shadow");
        assertThat(ana.querySelector("form[action$='/promote']")).isNull();
        clock().advanceTo(clock().instant().plus(PromotionTerms.DEFAULT.shadowAtMost()));
        promote(ana, second);

        open(ana, second);
        ana.waitForSelector(".diagram svg .standing");
        assertThat(ana.textContent(".danger h2")).isEqualTo("Roll back to " + version(first));
        ana.fill("#roll-back-reason", "it sees no Mondays");
        ana.click("form[action$='/roll-back'] button");
        assertThat(ana.textContent(".alert-success")).contains("Rolled back");
        assertThat(ana.textContent("main .alert-warning")).contains("it sees no Mondays");
        open(ana, first);
        assertThat(ana.textContent("main .head")).contains("Decides now");
        assertThat(server.get(Releases.class).load(first)).isInstanceOf(Champion.class);
        assertThat(complaints).isEmpty();
    }

    private static String version(ModelReleaseId id) {
        return server.get(io.reprise.projections.models.ModelReleases.class)
                .find(id)
                .orElseThrow()
                .version;
    }

    @Test
    void theCardShowsTheModelBesideItsBaselineAndGroupByGroup() {
        Page audra = as("audra");
        open(audra, trained("purchase"));
        String page = audra.textContent("main");
        assertThat(page)
                .contains("Log-loss")
                .contains("United Kingdom")
                .contains("bought once")
                .contains("Equal opportunity gap")
                .contains("TensorFlow")
                .contains("wholesale gift shop");
        assertThat(audra.querySelector("form[action*='/models/']"))
                .as("an auditor answers nothing")
                .isNull();
        audra.navigate(server.url() + path(trained("purchase"), "?lang=zh-CN"));
        assertThat(audra.textContent("main")).contains("逐组表现").contains("机会均等差距");
        assertThat(complaints).isEmpty();
    }

    @Test
    void aReleaseThatAGateRefusedSaysWhichAndWhy() throws IOException {
        ModelReleaseId unfair = register("demand", "unfair", PlantedReleases::unfair);
        Page ana = as("ana");
        ana.navigate(server.url() + "/models");
        assertThat(ana.textContent("main")).contains("Gate: unfair to a group").contains("Wales");
        open(ana, unfair);
        ana.waitForSelector(".diagram svg .standing");
        assertThat(ana.textContent("main .alert-warning")).contains("calibration-gap");
        assertThat(ana.querySelector("form[action$='/promote']")).isNull();
        assertThat(complaints).isEmpty();
    }

    @Test
    void aPersonRefusesWithAReason() throws IOException {
        ModelReleaseId id = register("purchase", "unwanted", card -> {});
        Page ana = as("ana");
        open(ana, id);
        ana.fill("#decline-reason", "odd at night");
        ana.click("form[action$='" + path(id, "/decline") + "'] button");
        assertThat(ana.textContent(".alert-success")).contains("Refused");
        assertThat(ana.textContent("main .alert-warning")).contains("odd at night");
        assertThat(complaints).isEmpty();
    }

    @Test
    void whatAnswersNowIsSeenInBothLanguages() {
        ModelReleaseId id = trained("purchase");
        server.get(ModelServing.class)
                .run(
                        new ArtifactId(id.model(), id.artifactSha256()),
                        new Tensor(3, PurchaseFeatures.COLUMNS, new float[3 * PurchaseFeatures.COLUMNS]),
                        OptionalInt.empty(),
                        Duration.ofSeconds(60));
        Page otto = as("otto");
        otto.navigate(server.url() + "/models");
        String row = otto.textContent(
                "table.serving tr:has(td:has-text('" + id.artifactSha256().substring(0, 8) + "'))");
        assertThat(row).contains("Answers").contains("TensorFlow").contains("/");
        assertThat(otto.textContent("main")).contains("Answering now").contains("Turned away");
        otto.navigate(server.url() + "/models?lang=zh-CN");
        assertThat(otto.textContent("main")).contains("正在作答").contains("每批行数");
        assertThat(complaints).isEmpty();
    }

    /** A released transformer, whose explained histories are as a training leaves them. */
    @Test
    void whatATransformerLookedAtIsOnItsPageInBothLanguages() throws IOException {
        ModelReleaseId id = register("behaviour", "looking", card -> {});
        Path folder = server.get(RepriseProperties.class)
                .home()
                .resolve("models")
                .resolve(id.model())
                .resolve(id.artifactSha256());
        List<ExplainedAction> actions = List.of(
                new ExplainedAction("85123A", "view", 9, List.of(0.25, 0.4), -0.31),
                new ExplainedAction("22423", "buy", 20, List.of(0.75, 0.6), 1.25));
        new ObjectMapper()
                .writeValue(
                        folder.resolve(ExplainedHistories.FILE).toFile(),
                        List.of(new ExplainedSequence(0.5, -0.45, actions)));
        Page audra = as("audra");
        open(audra, id);
        assertThat(audra.textContent(".explained"))
                .contains("What it looked at")
                .contains("22423")
                .contains("bought")
                .contains("75");
        assertThat(audra.querySelectorAll(".explained meter")).hasSize(4);
        audra.navigate(server.url() + path(id, "?lang=zh-CN"));
        assertThat(audra.textContent(".explained")).contains("模型关注了什么").contains("浏览");
        open(audra, trained("demand"));
        assertThat(audra.querySelector(".explained")).isNull();
        assertThat(complaints).isEmpty();
    }
}
