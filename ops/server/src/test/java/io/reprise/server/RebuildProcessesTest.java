package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.bpmn.ModelPromotionProcess;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Drafting;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand.ApproveAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RejectAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.SendBackPlan;
import io.reprise.domain.model.campaign.CampaignCommand.StopCampaign;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.Processes;
import io.reprise.domain.model.port.Releases;
import io.reprise.domain.model.registry.ModelRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.PromoteRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.RegisterRelease;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.workflows.ProcessPicture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One installation with a campaign or promotion at every place where one can wait, whose workflow database is lost. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RebuildProcessesTest {

    @TempDir
    private static Path folder;

    /** A campaign on the server that runs now. */
    private static final class Sale extends SaleOnServer {
        void rejectWhatIsProposed() {
            live().pending().ifPresent(p -> send(new RejectAdjustment(id, p.id(), "not now", ANA, clock.instant())));
        }
    }

    private static CampaignId proposed;
    private static SortedMap<String, ProcessPicture> before;

    @BeforeAll
    static void anInstallation() throws IOException {
        SaleOnServer.startServer(folder);
        Sale planned = new Sale();
        planned.receiveAndDraft();
        Sale escalated = new Sale();
        escalated.untilApproval();
        Sale waiting = new Sale();
        Sale adjusting = new Sale();
        waiting.untilApproved();
        adjusting.untilApproved();
        proposed = adjusting.id;
        adjusting.untilStart();
        for (int hour = 0; hour < 24 && adjusting.live().pending().isEmpty(); hour++) {
            adjusting.slowHour(hour);
            if (waiting.campaigns.load(waiting.id) instanceof Live) {
                waiting.rejectWhatIsProposed();
                waiting.order(hour, 40);
            }
        }
        Sale approval = new Sale();
        approval.untilApproval();
        Sale sentBack = new Sale();
        sentBack.untilApproval();
        AwaitingApproval seen = (AwaitingApproval) sentBack.campaigns.load(sentBack.id);
        sentBack.send(new SendBackPlan(
                sentBack.id, seen.proposal().hash(), "fewer items", SaleOnServer.ANA, sentBack.clock.instant()));
        Sale approved = new Sale();
        approved.untilApproved();
        Sale stopped = new Sale();
        stopped.untilApproved();
        stopped.send(new StopCampaign(stopped.id, "price mistake", SaleOnServer.MEI, stopped.clock.instant()));
        promotions(approved);
        before = pictures();
    }

    /** One release waits for a person, one in the shadow of a champion, one cannot be evaluated: its card is missing. */
    private static void promotions(Sale with) throws IOException {
        PlantedReleases shelf = new PlantedReleases(folder.resolve("home"));
        ModelReleaseId champion = SaleOnServer.server.get(Releases.class).all().stream()
                .filter(id -> id.model().equals("demand"))
                .findFirst()
                .orElseThrow();
        with.send(new PromoteRelease(champion, SaleOnServer.ANA, with.clock.instant()));
        for (String model : new String[] {"demand", "other", "lost"}) {
            ModelReleaseId id = shelf.plant(model, card -> {});
            if (model.equals("lost")) {
                Files.move(folder.resolve("home/models/lost"), folder.resolve("lost"));
            }
            with.send(new RegisterRelease(id, "planted", "demand-features/1", "otto", with.clock.instant()));
        }
    }

    @AfterAll
    static void stop() {
        SaleOnServer.stopServer();
    }

    private static SortedMap<String, ProcessPicture> pictures() {
        ProcessEngine engine = SaleOnServer.server.get(ProcessEngine.class);
        SortedMap<String, ProcessPicture> pictures = new TreeMap<>();
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .list()
                .forEach(process -> pictures.put(process.getBusinessKey(), ProcessPicture.of(engine, process.getId())));
        return pictures;
    }

    private record Said(int exit, String text) {}

    private static Said run(String... arguments) throws IOException {
        Map<String, Object> settings = new TreeMap<>(RehearsalHome.settings(folder.resolve("home"), 0));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream errors = System.err;
        try (PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            System.setErr(print);
            int exit = ProcessesCommand.in(settings, print).execute(arguments);
            return new Said(exit, out.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(errors);
        }
    }

    private static long head() {
        return SaleOnServer.server.get(EventLog.class).head();
    }

    @Test
    @Order(1)
    void thereIsAProcessAtEveryPlaceWherePeopleOrTimeAreWaitedFor() {
        assertThat(before.values().stream().flatMap(picture -> picture.at().stream()))
                .contains(
                        CampaignLifecycleProcess.TASK_PLAN,
                        CampaignLifecycleProcess.TASK_APPROVE_PLAN,
                        CampaignLifecycleProcess.TIMER_LAUNCH,
                        CampaignLifecycleProcess.TIMER_WINDOW,
                        CampaignLifecycleProcess.TASK_APPROVE_ADJUSTMENT,
                        ModelPromotionProcess.TASK_APPROVE_RELEASE,
                        ModelPromotionProcess.GATEWAY_EVIDENCE,
                        ModelPromotionProcess.TASK_EVALUATE);
        assertThat(before.values().stream().flatMap(picture -> picture.timers().keySet().stream()))
                .contains(
                        CampaignLifecycleProcess.TIMER_APPROVAL_DEADLINE,
                        CampaignLifecycleProcess.TIMER_LAUNCH,
                        CampaignLifecycleProcess.TIMER_WINDOW,
                        CampaignLifecycleProcess.TIMER_ADJUSTMENT_DEADLINE,
                        ModelPromotionProcess.TIMER_SHADOW);
        assertThat(before.get(proposed.value()).tasks().get(CampaignLifecycleProcess.TASK_APPROVE_ADJUSTMENT))
                .isPresent();
    }

    @Test
    @Order(2)
    void whileAServerRunsNothingIsTouched() throws IOException {
        Said said = run("rebuild-processes");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text()).contains("is in use").contains("stop the process");
        assertThat(run("migrate-processes").text()).contains("is in use");
        assertThat(pictures()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void everythingComesBackWhereItStoodThoughTheDatabaseIsDestroyed() throws IOException {
        long head = head();
        SaleOnServer.stopServer();
        Path database = folder.resolve("home/camunda/camunda.mv.db");
        byte[] nonsense = new byte[4096];
        Arrays.fill(nonsense, (byte) 7);
        Files.write(database, nonsense);

        Said said = run("rebuild-processes");
        assertThat(said.exit()).as(said.text()).isZero();
        assertThat(said.text()).contains("1/").contains("campaigns under way").contains(proposed.value());
        assertThat(Files.readAllBytes(folder.resolve("home/camunda.before-rebuild/camunda.mv.db")))
                .isEqualTo(nonsense);
        assertThat(run("rebuild-processes").exit()).as("again is the same").isZero();

        SaleOnServer.startServer(folder);
        assertThat(pictures()).isEqualTo(before);
        assertThat(head()).as("nothing was decided or moved on the way").isEqualTo(head);
    }

    @Test
    @Order(4)
    void onTodaysDiagramsThereIsNothingToMigrate() throws IOException {
        SaleOnServer.stopServer();
        Said said = run("migrate-processes", "--rehearse");
        assertThat(said.exit()).as(said.text()).isZero();
        assertThat(said.text()).contains("rehearsed: ").contains(" 0 fail");
        said = run("migrate-processes");
        assertThat(said.text()).contains("moved: 0 looked at");
        SaleOnServer.startServer(folder);
        assertThat(pictures()).isEqualTo(before);
    }

    @Test
    @Order(5)
    void aStepThatFailedGoesOnOnceItsCauseIsGone() throws IOException {
        Processes processes = SaleOnServer.server.get(Processes.class);
        Processes.Running stuck = processes.running(100).getFirst();
        assertThat(stuck.incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.element()).isEqualTo(ModelPromotionProcess.TASK_EVALUATE);
            assertThat(incident.message()).contains("the card of 'lost");
        });
        assertThat(processes.running(1))
                .as("what failed comes first, however young it is")
                .containsExactly(stuck);
        assertThat(processes.find(stuck.processId())).contains(stuck);
        assertThat(processes.find("none")).isEmpty();
        Files.move(folder.resolve("lost"), folder.resolve("home/models/lost"));
        processes.retry(stuck.processId());
        Sale any = new Sale();
        any.settle();
        assertThat(SaleOnServer.server.get(Releases.class).load(ModelReleaseId.parse(stuck.subject())))
                .isInstanceOf(ModelRelease.AwaitingApproval.class);
    }

    @Test
    @Order(6)
    void whatCameBackGoesOn() {
        Sale any = new Sale();
        CommandGateway gateway = SaleOnServer.server.get(CommandGateway.class);
        Live live = (Live) any.campaigns.load(proposed);
        gateway.sendAndWait(new ApproveAdjustment(
                proposed, live.pending().orElseThrow().id(), SaleOnServer.ANA, any.clock.instant()));
        any.advance(Duration.ofDays(9));
        assertThat(any.campaigns.open())
                .as("what was approved was sold; the rest waits for people")
                .allSatisfy(id ->
                        assertThat(any.campaigns.load(id)).isInstanceOfAny(Drafting.class, AwaitingApproval.class));
    }
}
