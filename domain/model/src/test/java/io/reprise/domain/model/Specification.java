package io.reprise.domain.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignCommand;
import io.reprise.domain.model.campaign.CampaignDecider;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignHistory;
import io.reprise.domain.model.privacy.ErasedPeople;
import io.reprise.domain.model.privacy.PersonCommand;
import io.reprise.domain.model.privacy.PersonEvent;
import io.reprise.domain.model.privacy.PrivacyBudget;
import io.reprise.domain.model.privacy.PrivacyCommand;
import io.reprise.domain.model.privacy.PrivacyEvent;
import io.reprise.domain.model.registry.ModelRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand;
import io.reprise.domain.model.registry.ModelReleaseDecider;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.stock.StockCommand;
import io.reprise.domain.model.stock.StockEvent;
import io.reprise.domain.model.stock.StockItem;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Refusal;
import java.util.List;
import java.util.function.BiFunction;

/** Given what happened, when a command comes, then these events or this refusal. Every accepted command is sent twice. */
public final class Specification<S, C, E> {

    private final BiFunction<S, C, Outcome<E>> decide;
    private final BiFunction<S, E, S> evolve;
    private final S state;

    private Specification(BiFunction<S, C, Outcome<E>> decide, BiFunction<S, E, S> evolve, S state) {
        this.decide = decide;
        this.evolve = evolve;
        this.state = state;
    }

    public static Specification<Campaign, CampaignCommand, CampaignEvent> campaign() {
        return new Specification<>(CampaignDecider::decide, CampaignHistory::evolve, Campaign.NOT_DRAFTED);
    }

    /** A campaign that has come as far as the sample. */
    public static Specification<Campaign, CampaignCommand, CampaignEvent> given(SampleSale sale) {
        return campaign().given(sale.events());
    }

    public static Specification<StockItem, StockCommand, StockEvent> stock() {
        return new Specification<>(StockItem::decide, StockItem::evolve, StockItem.UNKNOWN);
    }

    public static Specification<ModelRelease, ModelReleaseCommand, ModelReleaseEvent> release() {
        return new Specification<>(ModelReleaseDecider::decide, ModelRelease::evolve, ModelRelease.NOT_REGISTERED);
    }

    public static Specification<PrivacyBudget, PrivacyCommand, PrivacyEvent> privacy() {
        return new Specification<>(PrivacyBudget::decide, PrivacyBudget::evolve, PrivacyBudget.NONE);
    }

    public static Specification<ErasedPeople, PersonCommand, PersonEvent> people() {
        return new Specification<>(ErasedPeople::decide, ErasedPeople::evolve, ErasedPeople.NONE);
    }

    public Specification<S, C, E> given(List<? extends E> events) {
        return new Specification<>(decide, evolve, fold(state, events));
    }

    public Specification<S, C, E> given(E event) {
        return given(List.of(event));
    }

    public When when(C command) {
        return new When(command);
    }

    private S fold(S from, List<? extends E> events) {
        S after = from;
        for (E event : events) {
            after = evolve.apply(after, event);
        }
        return after;
    }

    /** A command on its way. */
    public final class When {

        private final C command;

        private When(C command) {
            this.command = command;
        }

        /** Exactly this event; and the same command again changes nothing. @return the state after it */
        public S then(E event) {
            assertThat(thenAccepted()).isEqualTo(List.of(event));
            return evolve.apply(state, event);
        }

        /** Some events; and the same command again changes nothing. */
        public List<E> thenAccepted() {
            List<E> events = accepted(state);
            assertThat(events).as("events of " + command).isNotEmpty();
            S after = fold(state, events);
            assertThat(accepted(after)).as("events of the same command again").isEmpty();
            return events;
        }

        /** Carried out before: accepted, and nothing happens. */
        public void thenNothing() {
            assertThat(accepted(state)).isEmpty();
        }

        public void thenRefused(Refusal reason) {
            assertThat(refusal()).isEqualTo(reason);
            assertThat(reason.message()).isNotBlank();
            assertThat(reason.code()).isEqualTo(reason.getClass().getSimpleName());
            assertThat(reason.field()).isNotNull();
        }

        public <R extends Refusal> R thenRefused(Class<R> type) {
            Refusal reason = refusal();
            assertThat(reason).isInstanceOf(type);
            assertThat(reason.message()).isNotBlank();
            return type.cast(reason);
        }

        private Refusal refusal() {
            Outcome<E> outcome = decide.apply(state, command);
            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            return ((Outcome.Refused<E>) outcome).reason();
        }

        private List<E> accepted(S in) {
            Outcome<E> outcome = decide.apply(in, command);
            assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
            return ((Outcome.Accepted<E>) outcome).events();
        }
    }
}
