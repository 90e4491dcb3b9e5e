package io.reprise.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignHistory;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine;

/** A campaign as it was at a time, or at a position of the log; from the log alone. */
@CommandLine.Command(name = "show", description = "Shows a campaign as it was.")
final class ShowCommand implements Callable<Integer> {

    @CommandLine.ParentCommand
    private AuditCommand audit;

    @CommandLine.Parameters(index = "0", description = "The campaign.")
    private String campaign;

    @CommandLine.Option(
            names = "--as-of",
            description = "A time (2026-11-11T12:00:00Z) or a position; now if left out.")
    private String asOf;

    @Override
    public Integer call() throws JsonProcessingException {
        try (Installation installation = audit.place().open()) {
            List<StoredEvent> stream =
                    installation.log().readStream(Streams.of(new CampaignId(campaign)), 0, Integer.MAX_VALUE);
            List<StoredEvent> until = stream.stream().filter(upTo()).toList();
            if (until.isEmpty()) {
                System.err.println("audit show: there was no campaign '" + campaign + "'"
                        + (asOf == null ? "" : " as of " + asOf));
                return CommandLine.ExitCode.USAGE;
            }
            Campaign state = Campaign.NOT_DRAFTED;
            for (StoredEvent stored : until) {
                CampaignEvent event = (CampaignEvent) EventJson.read(stored);
                state = CampaignHistory.evolve(state, event);
                System.out.println(String.format(
                                "%6d  %s  %-20s %-10s %s",
                                stored.position(),
                                event.at(),
                                event.getClass().getSimpleName(),
                                event.actor().name(),
                                decided(event))
                        .stripTrailing());
            }
            System.out.println("phase: " + state.phase());
            System.out.println(
                    EventJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(state));
            return CommandLine.ExitCode.OK;
        }
    }

    /** What it takes to name a decision in another command. */
    private static String decided(CampaignEvent event) {
        return event instanceof DecisionTaken taken
                ? taken.decision().kind() + " " + taken.decision().id()
                : "";
    }

    private Predicate<StoredEvent> upTo() {
        if (asOf == null) {
            return stored -> true;
        }
        if (asOf.matches("\\d{1,18}")) {
            long position = Long.parseLong(asOf);
            return stored -> stored.position() <= position;
        }
        try {
            Instant time = Instant.parse(asOf);
            return stored -> !stored.event().at().isAfter(time);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "--as-of takes a time such as 2026-11-11T12:00:00Z or a position, not '" + asOf + "'", e);
        }
    }
}
