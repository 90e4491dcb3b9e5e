package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.EARLY;
import static io.reprise.domain.model.campaign.Stages.PLAN;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.WITHIN;
import static io.reprise.domain.model.campaign.Stages.closed;
import static io.reprise.domain.model.campaign.Stages.drafted;
import static io.reprise.domain.model.campaign.Stages.submitted;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.campaign.CampaignCommand.RecordForecast;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.campaign.CampaignRefusal.NotLatestPlan;
import io.reprise.domain.model.campaign.CampaignRefusal.WrongPhase;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import org.junit.jupiter.api.Test;

class RecordForecastTest {

    private static final ModelCall CALL = SampleModels.demand(PLAN).call();
    private static final Forecast DEMAND = new Forecast(Forecast.DEMAND, CALL, WITHIN.from(), 48);

    @Test
    void what_a_model_expects_is_recorded() {
        given(submitted())
                .when(new RecordForecast(SALE, 1, DEMAND, Actor.ENGINE, EARLY))
                .then(new ForecastRecorded(SALE, 1, DEMAND, Actor.ENGINE, EARLY));
    }

    @Test
    void the_first_answer_stays_even_if_a_retry_brings_another() {
        Forecast other = new Forecast(Forecast.DEMAND, CALL.because("late"), WITHIN.from(), 48);
        given(submitted())
                .given(new ForecastRecorded(SALE, 1, DEMAND, Actor.ENGINE, EARLY))
                .when(new RecordForecast(SALE, 1, other, Actor.ENGINE, EARLY))
                .thenNothing();
    }

    @Test
    void a_forecast_of_another_version_is_refused() {
        given(submitted())
                .when(new RecordForecast(SALE, 2, DEMAND, Actor.ENGINE, EARLY))
                .thenRefused(new NotLatestPlan(2, 1));
    }

    @Test
    void there_is_nothing_to_forecast_before_and_after() {
        given(drafted())
                .when(new RecordForecast(SALE, 1, DEMAND, Actor.ENGINE, EARLY))
                .thenRefused(new WrongPhase("take a forecast", "drafting"));
        given(closed())
                .when(new RecordForecast(SALE, 1, DEMAND, Actor.ENGINE, EARLY))
                .thenRefused(new WrongPhase("take a forecast", "closed"));
    }

    @Test
    void a_forecast_says_what_it_is_and_what_it_covers() {
        assertThatThrownBy(() -> new Forecast(null, CALL, EARLY, 1)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Forecast(Forecast.DEMAND, CALL, EARLY, 0)).isInstanceOf(InvalidValue.class);
    }
}
