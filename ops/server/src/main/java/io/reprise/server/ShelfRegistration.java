package io.reprise.server;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.registry.ModelReleaseCommand.RegisterRelease;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.ml.tensorflow.Card;
import io.reprise.ml.tensorflow.ModelShelf;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** Makes releases of what lies on the shelf; the rest of their way is the promotion process's. */
@Component
class ShelfRegistration {

    private final ModelShelf shelf;
    private final CommandGateway commands;
    private final CampaignClock clock;

    ShelfRegistration(ModelShelf shelf, CommandGateway commands, CampaignClock clock) {
        this.shelf = shelf;
        this.commands = commands;
        this.clock = clock;
    }

    /** Those that are registered already stay as they are. */
    void registerAll() {
        shelf.all().stream()
                .map(ModelShelf.Shelved::card)
                .filter(card -> !card.isBaseline())
                .forEach(this::register);
    }

    private void register(Card card) {
        ModelReleaseId release = new ModelReleaseId(card.model(), card.artifactSha256());
        commands.sendAndWait(
                new RegisterRelease(release, card.version(), card.schema(), card.trainedBy(), clock.instant()));
    }
}
