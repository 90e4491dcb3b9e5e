package io.reprise.domain.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.audience.AudienceEvent.PriorSpendRecorded;
import io.reprise.domain.model.audience.PriorSpend;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.identity.IdentityEvent;
import io.reprise.domain.model.identity.IdentityEvent.LogInRefused;
import io.reprise.domain.model.identity.IdentityEvent.LoggedIn;
import io.reprise.domain.model.identity.IdentityEvent.LoggedOut;
import io.reprise.domain.model.intake.Partition;
import io.reprise.domain.model.intake.PartitionEvent;
import io.reprise.domain.model.intake.PartitionEvent.PartitionRead;
import io.reprise.domain.model.intake.QuarantinedRecord;
import io.reprise.domain.model.judgement.JudgementEvent;
import io.reprise.domain.model.judgement.JudgementEvent.DecisionJudged;
import io.reprise.domain.model.judgement.Verdict;
import io.reprise.domain.model.operations.ProjectionEvent;
import io.reprise.domain.model.operations.ProjectionEvent.LetterDropped;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.privacy.Aggregate;
import io.reprise.domain.model.privacy.ErasureGround;
import io.reprise.domain.model.privacy.PersonEvent;
import io.reprise.domain.model.privacy.PersonEvent.PersonErased;
import io.reprise.domain.model.privacy.PersonKey;
import io.reprise.domain.model.privacy.PrivacyEvent;
import io.reprise.domain.model.privacy.PrivacyEvent.AggregateReleased;
import io.reprise.domain.model.privacy.PrivacyEvent.BudgetGranted;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.rehearsal.ClockAdvanced;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.stock.StockEvent;
import io.reprise.domain.model.stock.StockEvent.StockReturned;
import io.reprise.domain.model.stock.StockEvent.StockToppedUp;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import io.reprise.domain.model.webhook.WebhookEvent;
import io.reprise.domain.model.webhook.WebhookEvent.WebhookReplayed;
import io.reprise.domain.model.webhook.WebhookEvent.WebhookSubscribed;
import io.reprise.domain.model.webhook.WebhookEvent.WebhookSuspended;
import io.reprise.domain.model.webhook.WebhookEvent.WebhookUnsubscribed;
import io.reprise.domain.model.webhook.WebhookId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoredEventsTest {

    private static final Path APPROVED = Path.of("src/test/resources/approved");

    private static final Actor OTTO = new Actor("otto", Set.of(Role.OPERATOR));

    private static final List<Object> EVENTS = Stream.concat(
                    SampleHistory.everything().stream(),
                    Stream.of(
                            new ClockAdvanced(Instant.parse("2026-11-11T10:00:00Z")),
                            new CampaignEvent.DecisionOverridden(
                                    SampleHistory.SALE,
                                    new DecisionId("f8777227f27edcf20eaab63a"),
                                    new ScheduleOutcome(
                                            new TimeWindow(
                                                    Instant.parse("2026-11-11T02:00:00Z"),
                                                    Instant.parse("2026-11-12T02:00:00Z")),
                                            List.of(Instant.parse("2026-11-11T09:30:00Z"))),
                                    "The town is at the match that evening.",
                                    "0d4f0e7b6a3c",
                                    SampleHistory.MEI,
                                    Instant.parse("2026-11-08T10:00:00Z")),
                            new BudgetGranted(
                                    SampleHistory.SALE,
                                    1_000_000,
                                    SampleHistory.ANA,
                                    Instant.parse("2026-11-13T10:00:00Z")),
                            new AggregateReleased(
                                    SampleHistory.SALE,
                                    Aggregate.FUNNEL,
                                    400_000,
                                    List.of(812L, -3L),
                                    SampleHistory.MEI,
                                    Instant.parse("2026-11-13T10:05:00Z")),
                            new PersonErased(
                                    new PersonKey("5f0c1a9be2d84c7aa3b1d2e4f5061728", true),
                                    ErasureGround.CONSENT_WITHDRAWN,
                                    48_112,
                                    OTTO,
                                    Instant.parse("2026-11-14T10:10:00Z")),
                            new PriorSpendRecorded(
                                    SampleHistory.SALE,
                                    SampleHistory.HOLD_OUT_BPS,
                                    List.of(
                                            new PriorSpend(new Pseudonym("shopper-1"), 12_990),
                                            new PriorSpend(new Pseudonym("shopper-2"), 0)),
                                    Instant.parse("2026-11-10T16:00:00Z")),
                            new PartitionRead(
                                    new Partition("signals", "0Qp7wZ5dTnmAq3bR8sKjYg", 3),
                                    41_200,
                                    41_216,
                                    15,
                                    13,
                                    List.of(new QuarantinedRecord(41_207, "units: must be 0 to 10000, but was 99999")),
                                    Instant.parse("2026-11-11T10:00:00Z")),
                            new StockToppedUp(
                                    SampleHistory.LAMP,
                                    SampleHistory.SALE,
                                    "move-1",
                                    new TreeMap<>(Map.of(new WarehouseId("LON"), 5)),
                                    Instant.parse("2026-11-11T10:00:00Z")),
                            new StockReturned(
                                    SampleHistory.LAMP,
                                    SampleHistory.SALE,
                                    "move-1/back",
                                    new TreeMap<>(Map.of(new WarehouseId("LON"), 3)),
                                    Instant.parse("2026-11-11T11:00:00Z")),
                            new LoggedIn(
                                    "ana",
                                    Set.of(Role.APPROVER),
                                    IdentityEvent.Means.FORM,
                                    "192.0.2.0/24",
                                    Instant.parse("2026-11-10T08:00:00Z")),
                            new LogInRefused(
                                    Optional.empty(),
                                    Optional.of("9f2c31aa"),
                                    IdentityEvent.Means.BASIC,
                                    IdentityEvent.Reason.UNKNOWN_NAME,
                                    "2001:db8:0:0:0:0:0:0/48",
                                    12,
                                    Instant.parse("2026-11-10T08:01:00Z")),
                            new LoggedOut("ana", Instant.parse("2026-11-10T09:00:00Z")),
                            new WebhookSubscribed(
                                    new WebhookId("warehouse"),
                                    "https://warehouse.example/hooks",
                                    new TreeSet<>(Set.of("campaign.", "stock.allocated")),
                                    4_711,
                                    1,
                                    OTTO,
                                    Instant.parse("2026-11-10T10:00:00Z")),
                            new WebhookReplayed(
                                    new WebhookId("warehouse"), 4_000, OTTO, Instant.parse("2026-11-10T11:00:00Z")),
                            new WebhookSuspended(
                                    new WebhookId("warehouse"),
                                    4_720,
                                    "answered 503 since 2026-11-10T12:00:00Z",
                                    Actor.ENGINE,
                                    Instant.parse("2026-11-13T12:00:00Z")),
                            new WebhookUnsubscribed(
                                    new WebhookId("warehouse"),
                                    "the warehouse has another system",
                                    OTTO,
                                    Instant.parse("2026-11-14T10:00:00Z")),
                            new DecisionJudged(
                                    SampleHistory.SALE,
                                    DecisionId.derive(SampleHistory.SALE, "task_decide_adjustment", 2),
                                    Verdict.WRONG,
                                    "Lamps never sell before dusk.",
                                    SampleHistory.MEI,
                                    Instant.parse("2026-11-13T10:05:00Z")),
                            new LetterDropped(
                                    "board",
                                    4,
                                    "double-11",
                                    "a test sale",
                                    new Actor("otto", Set.of(Role.OPERATOR)),
                                    Instant.parse("2026-11-11T10:00:00Z"))))
            .toList();

    static List<EventNames.Entry> entries() {
        return EventNames.all();
    }

    private static StoredEvent stored(Object event) {
        EventNames.Entry entry = EventNames.of(event.getClass());
        return stored(entry.name(), entry.revision(), EventJson.text(event));
    }

    private static StoredEvent stored(String name, int revision, String json) {
        return new StoredEvent(
                4,
                new NewEvent(
                        "id",
                        "stream",
                        0,
                        "Campaign",
                        name,
                        revision,
                        Instant.EPOCH,
                        json.getBytes(StandardCharsets.UTF_8),
                        new byte[0]));
    }

    /** The form of a released event is never edited: a changed form is a new revision with an upcaster. */
    @ParameterizedTest
    @MethodSource("entries")
    void itsFormIsTheApprovedOne(EventNames.Entry entry) throws IOException {
        Object event = EVENTS.stream()
                .filter(entry.type()::isInstance)
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "the sample history has no " + entry.type().getSimpleName()));
        String received = EventJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(event) + "\n";
        Path approved = APPROVED.resolve(entry.name() + "." + entry.revision() + ".json");
        if (!Files.exists(approved)) {
            Path proposal = Files.createDirectories(Path.of("target/received")).resolve(approved.getFileName());
            Files.writeString(proposal, received);
            throw new AssertionError("no approved form yet: look at " + proposal + " and move it to " + approved);
        }
        assertThat(received).isEqualTo(Files.readString(approved));
        assertThat(EventJson.read(stored(entry.name(), entry.revision(), Files.readString(approved))))
                .isEqualTo(event);
    }

    @Test
    void everyEventComesBackAsItWas() {
        assertThat(EVENTS)
                .allSatisfy(event -> assertThat(EventJson.read(stored(event))).isEqualTo(event));
    }

    @Test
    void everyPermittedEventHasANameAndNoTwoShareOne() {
        Set<Class<?>> named =
                EventNames.all().stream().map(EventNames.Entry::type).collect(Collectors.toSet());
        Stream.of(
                        CampaignEvent.class,
                        StockEvent.class,
                        ModelReleaseEvent.class,
                        AudienceEvent.class,
                        ProjectionEvent.class,
                        PrivacyEvent.class,
                        PersonEvent.class,
                        PartitionEvent.class,
                        IdentityEvent.class,
                        WebhookEvent.class,
                        JudgementEvent.class)
                .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                .forEach(type -> assertThat(named).contains(type));
        assertThat(EventNames.all()).extracting(EventNames.Entry::name).doesNotHaveDuplicates();
    }

    @Test
    void anUnknownNameStopsTheReader() {
        assertThatThrownBy(() -> EventJson.read(stored("campaign.teleported", 1, "{}")))
                .isInstanceOf(EventNames.UnknownEvent.class)
                .hasMessageContaining("campaign.teleported");
    }

    @Test
    void theNameAloneTellsTheTypeOrStopsTheReader() {
        assertThat(EVENTS)
                .allSatisfy(event -> assertThat(EventJson.type(stored(event))).isEqualTo(event.getClass()));
        assertThatThrownBy(() -> EventJson.type(stored("campaign.teleported", 1, "{}")))
                .isInstanceOf(EventNames.UnknownEvent.class)
                .hasMessageContaining("event 4")
                .hasMessageContaining("campaign.teleported");
    }

    @Test
    void anUnknownRevisionAndBrokenJsonNameThePosition() {
        assertThatThrownBy(() -> EventJson.read(stored("clock.advanced", 9, "{}")))
                .hasMessageContaining("event 4")
                .hasMessageContaining("revision 9");
        assertThatThrownBy(() -> EventJson.read(stored("clock.advanced", 1, "{\"to\":\"noon\"}")))
                .hasMessageContaining("event 4");
    }
}
