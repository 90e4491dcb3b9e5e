package io.reprise.benchmarks.faults;

import io.reprise.benchmarks.faults.Dice.Fault;
import io.reprise.checker.Acknowledged;
import io.reprise.checker.LogChecker;
import io.reprise.checker.LogChecker.Breach;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.projections.eventstore.ChainVerifier;
import io.reprise.workflows.SteppedLifecycle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One history: some sales from plan to end on one server, in simulated time and in one thread, with everything that may go wrong
 * drawn by the seed. The core, the log, the processes' steps, the signals and the views are the engine's own; disk, network, clock,
 * models and people are drawn. The same seed gives the same history, event by event.
 */
final class SimulatedHistory {

    /** After this nothing goes wrong any more, and everything must come to its end. */
    private static final Instant CALM = DrawnSale.BEGIN.plus(Duration.ofHours(26));

    private static final Instant LAST = CALM.plus(Duration.ofDays(3));
    private static final int STEPS_MAX = 400_000;
    private static final Duration JUMPS = Duration.ofMinutes(10);
    private static final int VIEWED_ONE_IN = 8;

    /** Kept by policies as well as they can tell, not by the core. */
    private static final Set<String> NOT_BREACHES = Set.of(LogChecker.DISCOUNT_BUDGET, LogChecker.STOCK_BUDGET);

    /** A price is looked up by the time somebody bought, which means nothing where time went back. */
    private static final String PRICE = "sold-at-a-price-nobody-decided";

    /**
     * What came of it.
     *
     * @param digest of every event's stream, sequence, name and payload: equal where the history is
     * @param breaches what must never be and was found
     */
    record Result(
            long seed,
            long events,
            long steps,
            int crashes,
            Map<Fault, Integer> faults,
            String digest,
            List<String> breaches) {}

    private final long seed;
    private final Plant plant;
    private final SplittableRandom random;
    private final Agenda agenda;
    private final Dice dice;
    private final Host host;
    private final Network network;
    private final ProcessWorker processes;
    private final Optional<SimulatedViews> views;
    private final List<Acknowledged> told = new ArrayList<>();
    private boolean wentBack;

    private SimulatedHistory(long seed, Plant plant, Disk disk, SteppedLifecycle.Rules tables) {
        this.seed = seed;
        this.plant = plant;
        random = new SplittableRandom(seed);
        agenda = new Agenda(DrawnSale.BEGIN, random.split());
        dice = new Dice(random.split());
        host = new Host(disk, agenda, dice, plant, tables);
        network = new Network(host, agenda, dice);
        List<DrawnSale> sales = IntStream.rangeClosed(1, 1 + random.nextInt(2))
                .mapToObj(number -> DrawnSale.draw(number, random))
                .toList();
        List<CampaignId> ids = sales.stream().map(DrawnSale::id).toList();
        processes = new ProcessWorker(host, agenda, dice, plant, ids);
        boolean isViewed = plant == Plant.DROPS_VIEW_WRITES || random.nextInt(VIEWED_ONE_IN) == 0;
        views = isViewed ? Optional.of(new SimulatedViews(host, agenda, dice, plant)) : Optional.empty();
        for (DrawnSale sale : sales) {
            new People(sale, network, agenda, dice, told).begin();
            new Shop(sale, network, agenda, dice, told).begin();
        }
    }

    /**
     * Plays a history.
     *
     * @param folder for the log, on a disk that need not be kept
     */
    static Result play(long seed, Plant plant, Path folder, SteppedLifecycle.Rules tables) {
        try (Disk disk = new Disk(folder)) {
            SimulatedHistory history = new SimulatedHistory(seed, plant, disk, tables);
            try {
                history.play();
                return history.result();
            } finally {
                history.views.ifPresent(SimulatedViews::close);
            }
        }
    }

    private void play() {
        host.start();
        while (agenda.now().isBefore(LAST) && agenda.done() < STEPS_MAX) {
            if (!agenda.now().isBefore(CALM)) {
                dice.noMore();
            }
            jump();
            try {
                if (!agenda.next()) {
                    return;
                }
            } catch (Crash crash) {
                host.crash();
            }
        }
    }

    private void jump() {
        if (dice.happens(Fault.CLOCK_FORWARD)) {
            agenda.jump(agenda.upTo(JUMPS));
        } else if (dice.happens(Fault.CLOCK_BACK)) {
            agenda.jump(agenda.upTo(JUMPS).negated());
            wentBack = true;
        }
    }

    private Result result() {
        List<String> breaches = new ArrayList<>();
        ServerLife life = host.life().orElse(null);
        if (life == null) {
            return new Result(seed, 0, agenda.done(), host.crashes(), dice.happened(), "", List.of("server-is-down"));
        }
        EventLog log = life.log();
        List<StoredEvent> events = log.read(0, Integer.MAX_VALUE);
        List<String> lines = events.stream().map(SimulatedHistory::line).toList();
        for (Breach breach : LogChecker.checkFinished(lines, told)) {
            if (!NOT_BREACHES.contains(breach.rule())
                    && !(wentBack && breach.rule().equals(PRICE))) {
                breaches.add(breach.rule() + " at " + breach.line() + ": " + breach.detail());
            }
        }
        processes.stuck().forEach(stuck -> breaches.add("process-stuck: " + stuck));
        if (network.waiting() > 0) {
            breaches.add("calls-without-answer: " + network.waiting());
        }
        if (!(ChainVerifier.verify(log) instanceof ChainVerifier.Verdict.Intact)) {
            breaches.add("chain-broken: " + ChainVerifier.verify(log));
        }
        views.ifPresent(made -> breaches.addAll(made.differences()));
        return new Result(
                seed,
                events.size(),
                agenda.done(),
                host.crashes(),
                dice.happened(),
                Sha256.hexOf(lines.toArray(String[]::new)),
                breaches);
    }

    /** As in an archive, without what is not the same twice: ids and times that a library drew. */
    private static String line(StoredEvent stored) {
        NewEvent event = stored.event();
        return "{\"position\":" + stored.position() + ",\"stream\":\"" + event.stream() + "\",\"sequence\":"
                + event.sequence() + ",\"name\":\"" + event.name() + "\",\"payload\":"
                + new String(event.payload(), StandardCharsets.UTF_8) + "}";
    }
}
