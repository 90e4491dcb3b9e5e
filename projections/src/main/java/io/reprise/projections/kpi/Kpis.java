package io.reprise.projections.kpi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.decision.ArmTotals;
import io.reprise.domain.model.decision.CampaignReport;
import io.reprise.domain.model.decision.ClosingInputs;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.EvaluationInputs;
import io.reprise.domain.model.decision.EvaluationOutcome;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.projections.kpi.KpiSeries.Point;
import io.reprise.projections.kpi.KpiSeries.Slot;
import io.reprise.projections.store.Projection;
import io.reprise.projections.store.ViewCollection;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The KPI series of every campaign. */
public final class Kpis implements Projection<KpiSeries> {

    private static final long SLOT_SECONDS = 600;

    private static final String NAME = "kpi";

    private final ViewCollection<KpiSeries> series;

    public Kpis(MongoDatabase database, ObjectMapper json) {
        series = new ViewCollection<>(database, NAME, KpiSeries.class, json);
    }

    /** Empty where nothing has happened yet. */
    public KpiSeries of(CampaignId campaign) {
        return series.find(campaign.value()).orElseGet(KpiSeries::new);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int schema() {
        return 3;
    }

    @Override
    public Set<Class<?>> reads() {
        return Set.of(SignalsReceived.class, DecisionTaken.class);
    }

    @Override
    public Optional<String> document(Object event) {
        return switch (event) {
            case SignalsReceived received -> Optional.of(received.campaign().value());
            case DecisionTaken taken
            when taken.decision().kind() == DecisionKind.EVALUATION ->
                Optional.of(taken.campaignId().value());
            default -> Optional.empty();
        };
    }

    @Override
    public KpiSeries fold(KpiSeries before, long position, Object event) {
        return event instanceof SignalsReceived received
                ? fold(orNew(before), position, received)
                : fold(orNew(before), position, ((DecisionTaken) event).decision());
    }

    @Override
    public ViewCollection<KpiSeries> views() {
        return series;
    }

    private static KpiSeries orNew(KpiSeries before) {
        return before == null ? new KpiSeries() : before;
    }

    static KpiSeries fold(KpiSeries series, long position, DecisionRecord decision) {
        if (decision.inputs() instanceof EvaluationInputs in && decision.outcome() instanceof EvaluationOutcome out) {
            Band band = new Band(out.expectedLow(), out.expectedMid(), out.expectedHigh(), out.pace());
            add(
                    series,
                    position,
                    in.span().to(),
                    in.window(),
                    in.treated(),
                    in.holdOut(),
                    band,
                    out.course().name());
            series.standing = out.standing();
        } else if (decision.inputs() instanceof ClosingInputs in && decision.outcome() instanceof CampaignReport out) {
            double pace = out.forecastMid() > 0 ? out.units() / out.forecastMid() : 0;
            Band band = new Band(out.forecastLow(), out.forecastMid(), out.forecastHigh(), pace);
            int window = series.points.isEmpty() ? 1 : series.points.getLast().window();
            add(series, position, in.sale().to(), window, in.treated(), in.holdOut(), band, "");
        }
        return series;
    }

    private record Band(double low, double mid, double high, double pace) {}

    private static void add(
            KpiSeries series,
            long position,
            Instant at,
            int window,
            ArmTotals treated,
            ArmTotals holdOut,
            Band band,
            String course) {
        // The closing evaluation says again, and finally, what the last window's said.
        if (!series.points.isEmpty() && !series.points.getLast().at().isBefore(at)) {
            series.points.removeLast();
        }
        series.points.add(new Point(
                position,
                at,
                window,
                treated.units(),
                treated.revenueCents(),
                series.views(),
                treated.orders(),
                treated.participants(),
                treated.buyers(),
                band.low(),
                band.mid(),
                band.high(),
                band.pace(),
                course,
                holdOut.units(),
                holdOut.revenueCents(),
                holdOut.buyers()));
    }

    static KpiSeries fold(KpiSeries series, long position, SignalsReceived received) {
        Arm.InCampaign arms = Arm.in(received.campaign());
        Slot slot = null;
        for (Signal signal : received.signals()) {
            long second = signal.at().getEpochSecond();
            if (slot == null || Math.floorDiv(second - slot.from.getEpochSecond(), SLOT_SECONDS) != 0) {
                slot = slot(series, signal.at());
            }
            slot.position = position;
            boolean treated = arms.of(signal.shopper(), received.holdOutBps()) == Arm.TREATED;
            if (!treated) {
                slot.holdOutUnits += signal.action() == Signal.Action.ORDER ? signal.units() : 0;
                continue;
            }
            switch (signal.action()) {
                case VIEW -> slot.views++;
                case CART -> slot.carts++;
                case ORDER -> {
                    slot.orders++;
                    slot.units += signal.units();
                    slot.revenueCents += signal.units() * signal.priceCents();
                }
                case PUSH_OPEN -> {
                    // Opens show up as the views that follow them.
                }
            }
        }
        return series;
    }

    private static Slot slot(KpiSeries series, Instant at) {
        Instant from = Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), SLOT_SECONDS) * SLOT_SECONDS);
        for (int i = series.slots.size() - 1; i >= 0; i--) {
            Slot slot = series.slots.get(i);
            if (slot.from.equals(from)) {
                return slot;
            }
            if (slot.from.isBefore(from)) {
                return insert(series, i + 1, from);
            }
        }
        return insert(series, 0, from);
    }

    private static Slot insert(KpiSeries series, int index, Instant from) {
        Slot slot = new Slot();
        slot.from = from;
        series.slots.add(index, slot);
        return slot;
    }
}
