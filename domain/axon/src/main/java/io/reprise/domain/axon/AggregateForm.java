package io.reprise.domain.axon;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.judgement.Judgements;
import io.reprise.domain.model.privacy.PrivacyBudget;
import io.reprise.domain.model.registry.ModelRelease;
import io.reprise.domain.model.stock.StockItem;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How one of Axon's shells is taken apart for a snapshot and put together again: all it holds is its stream and a state.
 *
 * @param prefix what names of its streams begin with
 */
record AggregateForm<A, S>(
        String prefix, Class<A> type, StateForm<S> form, Function<A, S> state, BiFunction<String, S, A> restore) {

    private static final List<AggregateForm<?, ?>> ALL = List.of(
            new AggregateForm<CampaignAggregate, Campaign>(
                    Streams.CAMPAIGN,
                    CampaignAggregate.class,
                    StateForm.CAMPAIGN,
                    CampaignAggregate::state,
                    CampaignAggregate::new),
            new AggregateForm<StockItemAggregate, StockItem>(
                    Streams.STOCK,
                    StockItemAggregate.class,
                    StateForm.STOCK_ITEM,
                    StockItemAggregate::state,
                    StockItemAggregate::new),
            new AggregateForm<ModelReleaseAggregate, ModelRelease>(
                    Streams.RELEASE,
                    ModelReleaseAggregate.class,
                    StateForm.MODEL_RELEASE,
                    ModelReleaseAggregate::state,
                    ModelReleaseAggregate::new),
            new AggregateForm<PrivacyBudgetAggregate, PrivacyBudget>(
                    Streams.PRIVACY,
                    PrivacyBudgetAggregate.class,
                    StateForm.PRIVACY_BUDGET,
                    PrivacyBudgetAggregate::state,
                    PrivacyBudgetAggregate::new),
            new AggregateForm<JudgementAggregate, Judgements>(
                    Streams.JUDGEMENT,
                    JudgementAggregate.class,
                    StateForm.JUDGEMENTS,
                    JudgementAggregate::state,
                    JudgementAggregate::new));

    static Optional<AggregateForm<?, ?>> ofStream(String stream) {
        return ALL.stream().filter(form -> stream.startsWith(form.prefix())).findFirst();
    }

    static Optional<AggregateForm<?, ?>> ofAggregate(Object aggregate) {
        return ALL.stream().filter(form -> form.type().isInstance(aggregate)).findFirst();
    }

    void save(StateSnapshots snapshots, String stream, String kind, long sequence, Object aggregate) {
        snapshots.save(stream, kind, sequence, form, state.apply(type.cast(aggregate)));
    }

    Optional<StateSnapshots.Saved<A>> latest(StateSnapshots snapshots, String stream) {
        return snapshots
                .latest(stream, form)
                .map(saved -> new StateSnapshots.Saved<>(
                        saved.kind(), saved.sequence(), restore.apply(stream, saved.state())));
    }
}
