package io.reprise.http;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.registry.ModelCard;
import io.reprise.domain.model.registry.ModelReleaseCommand.DeclineRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.PromoteRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.RetireRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.RollBackRelease;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.ModelReleaseRefusal;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.projections.models.ModelReleases;
import io.reprise.projections.models.ModelReleases.ReleaseLine;
import java.util.List;
import java.util.Optional;

/** What people do about releases, from pages and over the API alike. */
public final class ReleaseDesk {

    private final CommandDesk commands;
    private final ModelReleases models;
    private final ModelCards cards;
    private final CampaignClock clock;

    public ReleaseDesk(CommandDesk commands, ModelReleases models, ModelCards cards, CampaignClock clock) {
        this.commands = commands;
        this.models = models;
        this.cards = cards;
        this.clock = clock;
    }

    /**
     * A release and its surroundings.
     *
     * @param card empty where its artifact is not on the shelf any more
     * @param decides whether it is the champion that answers now
     * @param before what would decide if this one were rolled back; empty for the baseline, and where it does not decide
     */
    public record Release(ReleaseLine line, Optional<ModelCard> card, boolean decides, Optional<ReleaseLine> before) {}

    public List<ReleaseLine> all() {
        return models.all();
    }

    /** @throws CommandDesk.Refused if there is none */
    public Release find(ModelReleaseId id) {
        ReleaseLine line =
                models.find(id).orElseThrow(() -> new CommandDesk.Refused(new ModelReleaseRefusal.UnknownRelease(id)));
        List<ReleaseLine> champions = models.champions(id.model());
        boolean decides = !champions.isEmpty() && champions.getFirst().release.equals(line.release);
        return new Release(
                line,
                cards.find(id),
                decides,
                decides ? champions.stream().skip(1).findFirst() : Optional.empty());
    }

    /** Whether it is the champion that answers now. */
    public boolean decides(ReleaseLine line) {
        return models.champion(line.model)
                .filter(c -> c.release.equals(line.release))
                .isPresent();
    }

    public void promote(ModelReleaseId id, Actor actor) {
        commands.send(new PromoteRelease(id, actor, clock.instant()));
    }

    public void decline(ModelReleaseId id, String reason, Actor actor) {
        commands.send(new DeclineRelease(id, actor, reason, clock.instant()));
    }

    public void retire(ModelReleaseId id, String reason, Actor actor) {
        commands.send(new RetireRelease(id, actor, reason, clock.instant()));
    }

    /**
     * Takes the champion away; whatever was promoted before it decides again from the same event on.
     *
     * @param to what the person was told would decide again, as {@code model:sha256}; empty for the baseline
     */
    public void rollBack(ModelReleaseId id, String to, String reason, Actor actor) {
        Release release = find(id);
        Optional<ModelReleaseId> before = release.before().map(ReleaseLine::id);
        if (release.line().stage.equals("champion")) {
            if (!release.decides()) {
                throw new CommandDesk.Refused(new ModelReleaseRefusal.NotTheChampion(
                        models.champion(id.model()).map(line -> line.release).orElse("")));
            }
            String shown = before.map(ModelReleaseId::value).orElse("");
            if (!shown.equals(to)) {
                throw new CommandDesk.Refused(new ModelReleaseRefusal.NotTheOneBefore(to, shown));
            }
        }
        commands.send(new RollBackRelease(id, before, actor, reason, clock.instant()));
    }
}
