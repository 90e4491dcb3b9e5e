package io.reprise.server.observability;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.ServedModels;
import io.reprise.domain.model.port.ServingStatus;
import io.reprise.projections.Stores;
import io.reprise.projections.board.Board;
import io.reprise.projections.feed.FeedStatus;
import io.reprise.projections.feed.FeedStatus.State;
import io.reprise.projections.feed.ViewOperations;
import io.reprise.projections.inbox.Inbox;
import io.reprise.projections.inbox.PersonalTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How everything stands, looked at every ten seconds: views behind the log, tasks that wait for people, campaigns by phase,
 * models that answer, and how much of the log is signed.
 */
@Component
class Standings {

    private final ViewOperations views;
    private final Inbox inbox;
    private final Board board;
    private final ServedModels models;
    private final CampaignClock clock;

    private final MultiGauge lag;
    private final MultiGauge deadLetters;
    private final MultiGauge stopped;
    private final MultiGauge campaigns;
    private final MultiGauge tasks;
    private final MultiGauge overdue;
    private final MultiGauge modelRequests;
    private final MultiGauge modelFailures;
    private final MultiGauge modelWaiting;
    private final MultiGauge modelP99;
    private final MultiGauge breakerOpen;

    Standings(
            MeterRegistry meters,
            ViewOperations views,
            Inbox inbox,
            Board board,
            ServedModels models,
            CampaignClock clock,
            Stores stores) {
        this.views = views;
        this.inbox = inbox;
        this.board = board;
        this.models = models;
        this.clock = clock;
        lag = of(meters, "reprise.view.lag", "Events in the log that a view has not taken in");
        deadLetters = of(meters, "reprise.view.dead.letters", "Events a view could not take in");
        stopped = of(meters, "reprise.view.stopped", "1 where a view goes no further");
        campaigns = of(meters, "reprise.campaigns", "Campaigns by phase");
        tasks = of(meters, "reprise.tasks", "Tasks that wait for a person");
        overdue = of(meters, "reprise.tasks.overdue.seconds", "How long past its deadline the oldest task is");
        modelRequests = of(meters, "reprise.model.requests", "Requests a served model answered since it was opened");
        modelFailures = of(meters, "reprise.model.failures", "Requests it answered late, wrong or not at all");
        modelWaiting = of(meters, "reprise.model.waiting", "Requests that wait for it");
        modelP99 = of(meters, "reprise.model.p99.seconds", "From question to answer, of the latest");
        breakerOpen = of(meters, "reprise.model.breaker.open", "1 while nobody asks it because it failed too often");
        Gauge.builder("reprise.log.signed", () -> signed(stores))
                .description("Events that the newest checkpoint covers")
                .register(meters);
    }

    private static MultiGauge of(MeterRegistry meters, String name, String description) {
        return MultiGauge.builder(name).description(description).register(meters);
    }

    private static long signed(Stores stores) {
        return stores.checkpoints()
                .latest()
                .map(checkpoint -> checkpoint.checkpoint().size())
                .orElse(0L);
    }

    @Scheduled(fixedDelay = 10_000, initialDelay = 0)
    void look() {
        List<FeedStatus> feeds = views.all();
        register(lag, feeds, "view", FeedStatus::projection, FeedStatus::lag);
        register(deadLetters, feeds, "view", FeedStatus::projection, FeedStatus::deadLetters);
        register(stopped, feeds, "view", FeedStatus::projection, f -> f.state() == State.STOPPED ? 1 : 0);
        register(campaigns, List.copyOf(board.phases().entrySet()), "phase", Map.Entry::getKey, Map.Entry::getValue);
        Map<PersonalTask.Kind, List<PersonalTask>> waiting =
                inbox.all().stream().collect(Collectors.groupingBy(PersonalTask::kind));
        List<Map.Entry<PersonalTask.Kind, List<PersonalTask>>> kinds = List.copyOf(waiting.entrySet());
        register(tasks, kinds, "kind", e -> e.getKey().name(), e -> e.getValue().size());
        register(overdue, kinds, "kind", e -> e.getKey().name(), e -> overdueSeconds(e.getValue()));
        List<ServingStatus> served = models.status();
        modelRows(served);
    }

    private void modelRows(List<ServingStatus> served) {
        models(modelRequests, served, ServingStatus::requests);
        models(modelFailures, served, s -> s.failed() + s.refused());
        models(modelWaiting, served, ServingStatus::waitingRequests);
        models(modelP99, served, s -> s.p99Micros() / 1e6);
        models(breakerOpen, served, s -> s.breaker().equals("OPEN") ? 1 : 0);
    }

    private double overdueSeconds(List<PersonalTask> waiting) {
        Instant now = clock.instant();
        return waiting.stream()
                .map(PersonalTask::deadline)
                .mapToLong(deadline -> Duration.between(deadline, now).toSeconds())
                .filter(seconds -> seconds > 0)
                .max()
                .orElse(0);
    }

    private static void models(MultiGauge gauge, List<ServingStatus> served, ToDoubleFunction<ServingStatus> value) {
        gauge.register(
                served.stream()
                        .map(s -> Row.of(
                                Tags.of(
                                        "model",
                                        s.model(),
                                        "artifact",
                                        s.artifactSha256().substring(0, 12)),
                                value.applyAsDouble(s)))
                        .collect(Collectors.toList()),
                true);
    }

    private static <T> void register(
            MultiGauge gauge, List<T> lines, String tag, Function<T, String> name, ToDoubleFunction<T> value) {
        gauge.register(
                lines.stream()
                        .map(line -> Row.of(Tags.of(tag, name.apply(line)), value.applyAsDouble(line)))
                        .collect(Collectors.toList()),
                true);
    }
}
