package io.reprise.audit;

import io.reprise.projections.people.EmbeddedKeyShelf;
import io.reprise.projections.people.KeyShelf;
import io.reprise.projections.people.MasterKeyRotation;
import io.reprise.projections.people.PeopleKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** The master key over people's keys, also while servers run; {@code ops/docs/operations.md} says in which order. */
@CommandLine.Command(
        name = "people-key",
        description = "Shows the master keys that seal people's keys, and how many each has sealed.")
final class PeopleKeyCommand implements Callable<Integer> {

    @CommandLine.ParentCommand
    private AuditCommand audit;

    @CommandLine.ArgGroup
    private Change change;

    private static final class Change {
        @CommandLine.Option(
                names = "--rotate",
                description = "Makes a new master key, and seals people's keys anew; the old one still opens.")
        private boolean rotate;

        @CommandLine.Option(
                names = "--retire",
                description = "Takes the old master keys away, once nothing is sealed by them.")
        private boolean retire;
    }

    /** @param isCopy because a server has the shelf itself, and seals anew what is on it */
    private record Shelf(KeyShelf shelf, boolean isCopy, Installation installation) implements AutoCloseable {
        @Override
        public void close() {
            shelf.close();
            if (installation != null) {
                installation.close();
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        Installation.Place place = audit.place();
        if (!Files.exists(place.keyFolder().resolve(PeopleKeys.MASTER))) {
            throw new IllegalArgumentException("there is no " + PeopleKeys.MASTER + " in " + place.keyFolder()
                    + ": set REPRISE_HOME, or REPRISE_LOG_KEYS where the keys are elsewhere");
        }
        PeopleKeys secrets = place.peopleKeys();
        Path copy = Files.createTempDirectory("people-keys");
        try (Shelf shelf = open(place, copy)) {
            MasterKeyRotation rotation = new MasterKeyRotation(secrets, shelf.shelf());
            if (change != null && change.rotate) {
                System.out.println("made: master key " + secrets.rotate());
                sealAnew(rotation, shelf.isCopy());
            } else if (change != null && change.retire) {
                sealAnew(rotation, shelf.isCopy());
                rotation.retire();
                System.out.println("taken away: every master key but " + secrets.sealing());
            }
            show(secrets, rotation.sealed());
            return CommandLine.ExitCode.OK;
        } finally {
            Files.deleteIfExists(copy.resolve(EmbeddedKeyShelf.FILE));
            Files.deleteIfExists(copy);
        }
    }

    private static void sealAnew(MasterKeyRotation rotation, boolean isCopy) {
        if (isCopy) {
            System.out.println(
                    "a server has the shelf: it seals anew by itself, within seconds, and logs when it is done");
        } else {
            System.out.println("sealed anew: " + rotation.sealAnew() + " keys");
        }
    }

    private static void show(PeopleKeys secrets, Map<Integer, Long> sealed) {
        for (int id : secrets.opening()) {
            System.out.println("master key " + id + (id == secrets.sealing() ? " seals, " : " opens, ")
                    + sealed.getOrDefault(id, 0L) + " keys of people");
        }
    }

    private static Shelf open(Installation.Place place, Path copy) throws IOException {
        if (!place.isEmbedded()) {
            Installation installation = place.open();
            return new Shelf(installation.keyShelf(), false, installation);
        }
        Optional<EmbeddedKeyShelf> free = EmbeddedKeyShelf.openIfFree(place.people());
        if (free.isPresent()) {
            return new Shelf(free.get(), false, null);
        }
        Files.copy(place.people().resolve(EmbeddedKeyShelf.FILE), copy.resolve(EmbeddedKeyShelf.FILE));
        return new Shelf(new EmbeddedKeyShelf(copy), true, null);
    }
}
