package io.reprise.audit;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.LogErasures;
import io.reprise.domain.axon.LogSubjectAccess;
import io.reprise.domain.model.port.PersonKeys;
import io.reprise.domain.model.privacy.SubjectRecord.InCampaign;
import io.reprise.projections.people.KeyShelf;
import io.reprise.projections.people.ShelvedPseudonyms;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** What is kept of one shopper, as JSON; {@code ops/docs/privacy.md} says what that is. */
@CommandLine.Command(
        name = "person",
        description =
                "Everything that is kept of one shopper, as JSON. Exit code 1 says that nobody is known by the id.")
final class PersonCommand implements Callable<Integer> {

    @CommandLine.ParentCommand
    private AuditCommand audit;

    @CommandLine.Parameters(
            index = "0",
            defaultValue = "-",
            description = "What the shop calls the shopper; - reads it from the input, where no shell keeps it.")
    private String shopper;

    /** @param note what it means that nobody is known */
    record Export(
            boolean known,
            Optional<String> key,
            Optional<String> pseudonym,
            long logSize,
            int erasures,
            String note,
            List<InCampaign> campaigns) {}

    @Override
    public Integer call() throws IOException {
        String id = shopper.equals("-") ? line() : shopper;
        try (Installation installation = audit.place().open();
                KeyShelf shelf = installation.keyShelf()) {
            LogErasures erasures = new LogErasures(installation.log());
            Optional<PersonKeys.Known> known =
                    new ShelvedPseudonyms(installation.peopleKeys(), shelf, erasures, Optional.empty()).find(id);
            long logSize = installation.log().head();
            Export export = new Export(
                    known.isPresent(),
                    known.map(person -> person.key().id()),
                    known.map(person -> person.pseudonym().value()),
                    logSize,
                    erasures.all().certificates().size(),
                    known.isPresent()
                            ? ""
                            : "Nobody is known by this id: it never came, or its key was destroyed, and then no event can be told"
                                    + " to be theirs.",
                    known.map(person -> new LogSubjectAccess(installation.log())
                                    .of(person.pseudonym())
                                    .campaigns())
                            .orElse(List.of()));
            System.out.println(
                    EventJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(export));
            return known.isPresent() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static String line() throws IOException {
        // Not closed: the input is the process's.
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if (line == null || line.isBlank()) {
            throw new IllegalArgumentException("name the shopper, as the shop does");
        }
        return line.strip();
    }
}
