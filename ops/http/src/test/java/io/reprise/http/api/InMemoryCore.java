package io.reprise.http.api;

import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.audience.AudienceEvent.AudienceEnrolled;
import io.reprise.domain.model.audience.AudienceEvent.PriorSpendRecorded;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.PriorSpend;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignCommand;
import io.reprise.domain.model.campaign.CampaignDecider;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignHistory;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.judgement.JudgementCommand;
import io.reprise.domain.model.judgement.Judgements;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.Signals;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.privacy.Aggregate;
import io.reprise.domain.model.privacy.AudienceTally;
import io.reprise.domain.model.privacy.PrivacyBudget;
import io.reprise.domain.model.privacy.PrivacyCommand;
import io.reprise.domain.model.registry.ModelRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand;
import io.reprise.domain.model.registry.ModelReleaseDecider;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.stock.StockCommand;
import io.reprise.domain.model.stock.StockCommand.ClaimStock;
import io.reprise.domain.model.stock.StockItem;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.projections.feed.ViewFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;

/** The pure core behind the ports the API uses: decide, evolve, and feed the views. */
final class InMemoryCore implements CommandGateway, Campaigns, StockItems, Signals {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final InMemoryLog log;
    private final ViewFeed views;
    private final List<Object> events = new ArrayList<>();
    private final Map<CampaignId, Campaign> campaigns = new HashMap<>();
    private final Map<Sku, StockItem> items = new HashMap<>();
    private final Map<ModelReleaseId, ModelRelease> releases = new HashMap<>();
    private final Map<CampaignId, PrivacyBudget> budgets = new HashMap<>();
    private final Map<CampaignId, Judgements> judgements = new HashMap<>();
    private final Map<CampaignId, SaleSignals> signals = new HashMap<>();

    InMemoryCore(InMemoryLog log, ViewFeed views) {
        this.log = log;
        this.views = views;
    }

    synchronized List<Object> events() {
        return List.copyOf(events);
    }

    /** Something happened, whether or not the core would have let it. */
    synchronized void record(Object event) {
        events.add(event);
        log.add(event);
        if (!views.await(log.head(), PATIENCE)) {
            throw new IllegalStateException("the views do not follow");
        }
    }

    private <S, E> S apply(S state, Outcome<E> outcome, BiFunction<S, E, S> evolve) {
        return switch (outcome) {
            case Outcome.Refused<E> refused ->
                throw new CommandExecutionException(refused.reason().message(), null, refused.reason());
            case Outcome.Accepted<E> accepted -> {
                S next = state;
                for (E event : accepted.events()) {
                    next = evolve.apply(next, event);
                    record(event);
                }
                yield next;
            }
        };
    }

    synchronized Object handle(Object command) {
        switch (command) {
            case CampaignCommand c -> {
                Campaign before = load(c.campaignId());
                campaigns.put(
                        c.campaignId(), apply(before, CampaignDecider.decide(before, c), CampaignHistory::evolve));
                return null;
            }
            case StockCommand c -> {
                StockItem before = load(c.sku());
                StockItem after = apply(before, StockItem.decide(before, c), StockItem::evolve);
                items.put(c.sku(), after);
                return c instanceof ClaimStock claim ? after.answers(claim) : null;
            }
            case ModelReleaseCommand c -> {
                ModelRelease before = releases.getOrDefault(c.release(), ModelRelease.NOT_REGISTERED);
                releases.put(c.release(), apply(before, ModelReleaseDecider.decide(before, c), ModelRelease::evolve));
                return null;
            }
            case PrivacyCommand c -> {
                PrivacyBudget before = budget(c.campaign());
                budgets.put(c.campaign(), apply(before, PrivacyBudget.decide(before, c), PrivacyBudget::evolve));
                return null;
            }
            case JudgementCommand c -> {
                Judgements before = judgements(c.campaign());
                judgements.put(c.campaign(), apply(before, Judgements.decide(before, c), Judgements::evolve));
                return null;
            }
            default -> throw new IllegalArgumentException("no command of ours: " + command);
        }
    }

    synchronized Judgements judgements(CampaignId campaign) {
        return judgements.getOrDefault(campaign, Judgements.NONE);
    }

    synchronized PrivacyBudget budget(CampaignId campaign) {
        return budgets.getOrDefault(campaign, PrivacyBudget.NONE);
    }

    synchronized List<Long> counts(CampaignId campaign, Plan plan, Aggregate aggregate) {
        AudienceTally tally = new AudienceTally(plan);
        events.forEach(event -> {
            if (event instanceof AudienceEvent e && e.campaign().equals(campaign)) {
                tally.on(e);
            }
        });
        return tally.counts(aggregate);
    }

    @Override
    public <R> CompletableFuture<R> send(Object command) {
        return CompletableFuture.completedFuture(sendAndWait(command));
    }

    @Override
    public <C, R> void send(C command, CommandCallback<? super C, ? super R> callback) {
        throw new UnsupportedOperationException("the API does not send with a callback");
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> R sendAndWait(Object command) {
        return (R) handle(command);
    }

    @Override
    public <R> R sendAndWait(Object command, long timeout, TimeUnit unit) {
        return sendAndWait(command);
    }

    @Override
    public Registration registerDispatchInterceptor(MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
        throw new UnsupportedOperationException("there are no interceptors here");
    }

    @Override
    public synchronized Campaign load(CampaignId id) {
        return campaigns.getOrDefault(id, Campaign.NOT_DRAFTED);
    }

    @Override
    public synchronized List<CampaignEvent> history(CampaignId id) {
        return events.stream()
                .filter(CampaignEvent.class::isInstance)
                .map(CampaignEvent.class::cast)
                .filter(event -> event.campaignId().equals(id))
                .toList();
    }

    @Override
    public synchronized List<CampaignId> all() {
        return List.copyOf(campaigns.keySet());
    }

    @Override
    public synchronized List<CampaignId> open() {
        return List.copyOf(campaigns.keySet());
    }

    @Override
    public synchronized StockItem load(Sku sku) {
        return items.getOrDefault(sku, StockItem.UNKNOWN);
    }

    @Override
    public synchronized int receive(CampaignId campaign, int holdOutBps, List<Signal> batch, Instant at) {
        SaleSignals folded = signals.computeIfAbsent(campaign, c -> new SaleSignals());
        List<Signal> unseen = folded.unseen(batch);
        if (!unseen.isEmpty()) {
            AudienceEvent event = new SignalsReceived(campaign, holdOutBps, unseen, at);
            folded.on(event);
            record(event);
        }
        return unseen.size();
    }

    @Override
    public synchronized void enrol(CampaignId campaign, int holdOutBps, List<Pseudonym> shoppers, Instant at) {
        long heldOut = shoppers.stream()
                .filter(shopper -> Arm.of(campaign, shopper, holdOutBps) == Arm.HOLD_OUT)
                .count();
        String who = Sha256.hexOf(shoppers.stream().map(Pseudonym::value).toArray(String[]::new));
        record(new AudienceEnrolled(campaign, shoppers.size() - heldOut, heldOut, who, at));
    }

    @Override
    public synchronized int recordPriorSpend(
            CampaignId campaign, int holdOutBps, List<PriorSpend> shoppers, Instant at) {
        SaleSignals folded = signals.computeIfAbsent(campaign, c -> new SaleSignals());
        List<PriorSpend> unseen = folded.unseenPriorSpend(shoppers);
        if (!unseen.isEmpty()) {
            AudienceEvent event = new PriorSpendRecorded(campaign, holdOutBps, unseen, at);
            folded.on(event);
            record(event);
        }
        return unseen.size();
    }

    @Override
    public synchronized <T> T read(CampaignId campaign, Function<SaleSignals, T> question) {
        return question.apply(signals.computeIfAbsent(campaign, c -> new SaleSignals()));
    }
}
