package io.reprise.workflows;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Releases;
import io.reprise.domain.model.registry.ModelRelease;
import io.reprise.domain.model.registry.ModelRelease.AwaitingApproval;
import io.reprise.domain.model.registry.ModelRelease.Shadow;
import io.reprise.domain.model.registry.ModelReleaseCommand.RecordShadowComparison;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.ShadowComparison;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** Adds what a shadow just did to what the log holds of it. */
public final class ShadowRecorder {

    private final Commands commands;
    private final Releases releases;
    private final CampaignClock clock;

    public ShadowRecorder(CommandGateway gateway, Releases releases, CampaignClock clock) {
        this.commands = new Commands(gateway);
        this.releases = releases;
        this.clock = clock;
    }

    /** @param more of one or more questions; a release that is no longer in the shadow is left as it is */
    public synchronized void record(ModelReleaseId release, ShadowComparison more) {
        ModelRelease state = releases.load(release);
        if (state instanceof Shadow shadow) {
            send(release, shadow.compared().plus(more));
        } else if (state instanceof AwaitingApproval waiting) {
            send(release, waiting.compared().plus(more));
        }
    }

    private void send(ModelReleaseId release, ShadowComparison total) {
        // A refusal means that a person was faster, and the comparison is of no use to anybody any more.
        commands.send(new RecordShadowComparison(release, total, clock.instant()));
    }
}
