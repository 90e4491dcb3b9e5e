package io.reprise.benchmarks.faults;

import io.reprise.benchmarks.faults.Dice.Fault;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.workflows.SteppedLifecycle.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Carries the processes on. Its tables last, as those of a workflow engine do, but a crash may fall between a step's commands and the
 * tables, and now and then somebody drops them.
 */
final class ProcessWorker {

    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMinutes(4);
    private static final Duration RETRY = Duration.ofSeconds(15);
    private static final int FAILURES_MAX = 40;

    private final Host host;
    private final Agenda agenda;
    private final Dice dice;
    private final Plant plant;
    private final List<CampaignId> campaigns;
    private final Map<CampaignId, Standing> tables = new HashMap<>();
    private final Map<CampaignId, Integer> failures = new HashMap<>();
    private final Set<CampaignId> begun = new HashSet<>();
    private final List<String> stuck = new ArrayList<>();

    ProcessWorker(Host host, Agenda agenda, Dice dice, Plant plant, List<CampaignId> campaigns) {
        this.host = host;
        this.agenda = agenda;
        this.dice = dice;
        this.plant = plant;
        this.campaigns = campaigns;
        host.with(this::takeUp, () -> {});
    }

    /** Processes that failed at the same step again and again, and why. */
    List<String> stuck() {
        return stuck;
    }

    private void takeUp(ServerLife life) {
        if (host.dropsTables() || plant == Plant.FORGETS_PROCESSES) {
            tables.clear();
        }
        failures.clear();
        campaigns.forEach(id -> agenda.in(agenda.upTo(AT_ONCE), () -> work(life, id)));
    }

    private void work(ServerLife life, CampaignId id) {
        if (host.life().orElse(null) != life) {
            return; // It died; the next one takes the process up.
        }
        try {
            Optional<Standing> at = Optional.ofNullable(tables.get(id)).or(() -> started(life, id));
            Optional<Standing> after = at.flatMap(life.lifecycle()::step);
            at.ifPresent(standing -> commit(id, after));
            failures.remove(id);
            boolean moved = at.isPresent() && !after.map(Standing::element).equals(at.map(Standing::element));
            boolean isOver = at.isEmpty() && life.campaigns().load(id) instanceof Ended;
            if (!isOver) {
                agenda.in(agenda.upTo(moved ? AT_ONCE : LOOK), () -> work(life, id));
            }
        } catch (RuntimeException e) {
            failed(life, id, e);
        }
    }

    private Optional<Standing> started(ServerLife life, CampaignId id) {
        if (plant == Plant.FORGETS_PROCESSES && begun.contains(id)) {
            return Optional.empty();
        }
        Optional<Standing> standing = life.lifecycle().started(id);
        if (standing.isPresent()) {
            begun.add(id);
        }
        return standing;
    }

    private void commit(CampaignId id, Optional<Standing> after) {
        if (dice.happens(Fault.CRASH_BEFORE_COMMIT)) {
            throw new Crash("before a process's step was committed");
        }
        after.ifPresentOrElse(standing -> tables.put(id, standing), () -> tables.remove(id));
        if (dice.happens(Fault.CRASH_AFTER_COMMIT)) {
            throw new Crash("after a process's step was committed");
        }
    }

    private void failed(ServerLife life, CampaignId id, RuntimeException e) {
        if (failures.merge(id, 1, Integer::sum) > FAILURES_MAX) {
            String where =
                    Optional.ofNullable(tables.get(id)).map(Standing::element).orElse("its start");
            stuck.add(id + " at " + where + ": " + e);
            return;
        }
        agenda.in(agenda.upTo(RETRY), () -> work(life, id));
    }
}
