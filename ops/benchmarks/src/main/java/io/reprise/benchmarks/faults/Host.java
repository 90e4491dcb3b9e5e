package io.reprise.benchmarks.faults;

import io.reprise.benchmarks.faults.Dice.Fault;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.workflows.SteppedLifecycle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The machine a server lives on: what lasts over its lives, and starting it again. */
final class Host implements AutoCloseable {

    private static final Duration DOWN_MAX = Duration.ofMinutes(3);

    private final Agenda agenda;
    private final Dice dice;
    private final Plant plant;
    private final SteppedLifecycle.Rules tables;
    private final Disk disk;
    private final Map<String, byte[]> evidence = new HashMap<>();
    private final List<Consumer<ServerLife>> onStart = new ArrayList<>();
    private final List<Runnable> onCrash = new ArrayList<>();
    private ServerLife life;
    private int crashes;

    Host(Disk disk, Agenda agenda, Dice dice, Plant plant, SteppedLifecycle.Rules tables) {
        this.disk = disk;
        this.agenda = agenda;
        this.dice = dice;
        this.plant = plant;
        this.tables = tables;
    }

    /** The server, or empty while it is down. */
    Optional<ServerLife> life() {
        return Optional.ofNullable(life);
    }

    int crashes() {
        return crashes;
    }

    EvidenceStore evidence() {
        return new EvidenceStore() {
            @Override
            public String put(byte[] content) {
                String digest = Sha256.hex(content);
                evidence.put(digest, content);
                return digest;
            }

            @Override
            public Optional<byte[]> get(String sha256) {
                return Optional.ofNullable(evidence.get(sha256));
            }
        };
    }

    /** What begins with every life of the server, and what is thrown away with it. */
    void with(Consumer<ServerLife> start, Runnable crash) {
        onStart.add(start);
        onCrash.add(crash);
    }

    void start() {
        life = new ServerLife(new FaultyLog(disk.open(), dice, plant), evidence(), agenda, dice, tables, plant);
        onStart.forEach(start -> start.accept(life));
    }

    /** Everything in memory is gone, and after a while the server starts again. */
    void crash() {
        crashes++;
        disk.crash(life.log().keptBytes());
        life = null;
        onCrash.forEach(Runnable::run);
        agenda.in(agenda.upTo(DOWN_MAX), this::start);
    }

    boolean dropsTables() {
        return dice.happens(Fault.TABLES_DROPPED);
    }

    @Override
    public void close() {
        disk.close();
    }
}
