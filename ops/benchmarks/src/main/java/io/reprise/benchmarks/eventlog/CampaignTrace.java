package io.reprise.benchmarks.eventlog;

import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignCommand;
import io.reprise.domain.model.campaign.CampaignDecider;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignHistory;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;

/**
 * What the clients do, the same for everybody: one campaign after the other is drafted, revised and submitted, each
 * command accepted and recorded as one event. A function of the seed.
 */
final class CampaignTrace {

    /** Commands, and events, of one campaign. */
    static final int CAMPAIGN_EVENTS = 20;

    private static final Instant START = Instant.parse("2026-11-01T09:00:00Z");
    private static final Actor MARKETER = new Actor("mei", Set.of(Role.MARKETER));
    private static final int ITEMS = 3;

    private final long seed;
    private final List<Plan> plans = new ArrayList<>();

    CampaignTrace(long seed) {
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CAMPAIGN_EVENTS - 1; i++) {
            plans.add(plan(i, random));
        }
    }

    private static Plan plan(int version, SplittableRandom random) {
        List<Plan.PlannedItem> items = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            long priceCents = random.nextLong(800, 20_000);
            items.add(new Plan.PlannedItem(
                    new Sku("SKU-" + random.nextInt(10_000, 100_000)),
                    "Item " + i + " of the range",
                    priceCents,
                    priceCents / 2,
                    500 * random.nextInt(1, 7)));
        }
        Instant from = START.plus(random.nextInt(7, 14), ChronoUnit.DAYS);
        return new Plan(
                "Flash sale, version " + version,
                "GBP",
                ZoneId.of("Europe/London"),
                new TimeWindow(from, from.plus(72, ChronoUnit.HOURS)),
                24,
                240,
                2,
                1,
                1_000,
                random.nextLong(100_000, 5_000_000),
                new Plan.Guardrails(4_000, 500, 500, 2, 90),
                items);
    }

    /** The commands of a client's nth campaign. */
    List<CampaignCommand> commands(int client, int campaign) {
        CampaignId id = new CampaignId("sale-" + client + "-" + campaign);
        Instant at = START.plusMillis(((long) campaign * 1_000 + client) * CAMPAIGN_EVENTS);
        List<CampaignCommand> commands = new ArrayList<>(CAMPAIGN_EVENTS);
        commands.add(new CampaignCommand.DraftCampaign(id, plans.getFirst(), MARKETER, at));
        for (int i = 1; i < plans.size(); i++) {
            commands.add(new CampaignCommand.RevisePlan(id, plans.get(i), MARKETER, at.plusMillis(i)));
        }
        commands.add(new CampaignCommand.SubmitPlan(id, plans.size(), MARKETER, at.plusMillis(plans.size())));
        return commands;
    }

    /** What those commands lead to. */
    List<CampaignEvent> events(int client, int campaign) {
        List<CampaignEvent> events = new ArrayList<>(CAMPAIGN_EVENTS);
        Campaign state = Campaign.NOT_DRAFTED;
        for (CampaignCommand command : commands(client, campaign)) {
            if (!(CampaignDecider.decide(state, command) instanceof Outcome.Accepted<CampaignEvent> accepted)
                    || accepted.events().size() != 1) {
                throw new IllegalStateException("the trace holds a command that is not accepted: " + command);
            }
            events.add(accepted.events().getFirst());
            state = CampaignHistory.evolve(state, accepted.events().getFirst());
        }
        return events;
    }

    /** The same events as Axon appends them, with the correlation it adds. Ids derive from the seed. */
    List<DomainEventMessage<?>> messages(int client, int campaign) {
        List<DomainEventMessage<?>> messages = new ArrayList<>(CAMPAIGN_EVENTS);
        SplittableRandom ids = new SplittableRandom(seed ^ ((long) client << 32 | campaign));
        for (CampaignEvent event : events(client, campaign)) {
            String cause = id(ids);
            messages.add(new GenericDomainEventMessage<>(
                    "CampaignAggregate",
                    Streams.of(event.campaignId()),
                    messages.size(),
                    new GenericEventMessage<>(
                            id(ids), event, MetaData.with("traceId", cause).and("correlationId", cause), event.at()),
                    event.at()));
        }
        return messages;
    }

    private static String id(SplittableRandom random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
