package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.sample.SampleHistory.THROW;

import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.decision.ExtentChange;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A running sale whose plan lets its end, items and audience be changed, and what may be decided of them. */
final class SaleWithLeeway {

    static final Leeway LEEWAY = new Leeway(2, 3, new TreeSet<>(Set.of(THROW)), 2, 8_000, 6_000, 500);

    static final SampleSale SALE_NOW = live(LEEWAY);
    static final Instant END = state(SALE_NOW).window().to();

    private SaleWithLeeway() {}

    static SampleSale live(Leeway leeway, TimeWindow... blackouts) {
        Steering steering = new Steering(new TreeMap<>(), 0, List.of(blackouts), 0).with(leeway);
        return new SampleSale(SALE)
                .approved(SampleHistory.plan(2_000).steeredBy(steering))
                .secureStock()
                .launch()
                .window(0.9, Course.CONTINUE);
    }

    static Live state(SampleSale sale) {
        return (Live) sale.state();
    }

    static AdjustmentOutcome outcome(ExtentChange extent) {
        return new AdjustmentOutcome(
                List.of(), false, 0, 10_000, Optional.empty(), Optional.of(extent), Optional.empty());
    }

    static Instant hours(int later) {
        return END.plus(Duration.ofHours(later));
    }

    static ExtentChange ending(int hoursLater) {
        return ExtentChange.endingAt(END, hours(hoursLater));
    }
}
