package io.reprise.http.api;

import io.reprise.domain.model.port.Processes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Processes in memory: what is tried again has no incident any more. */
final class FewProcesses implements Processes {

    private final Map<String, Running> running = new ConcurrentSkipListMap<>();

    /** One that has failed at an element. */
    void failed(String processId, String subject) {
        Incident incident = new Incident("task_predict", "the model is away", Instant.EPOCH);
        running.put(
                processId,
                new Running(
                        processId,
                        "campaign-lifecycle",
                        subject,
                        Instant.EPOCH,
                        List.of("Predict"),
                        List.of(incident)));
    }

    @Override
    public List<Running> running(int max) {
        return running.values().stream().limit(max).toList();
    }

    @Override
    public Optional<Running> find(String processId) {
        return Optional.ofNullable(running.get(processId));
    }

    @Override
    public void retry(String processId) {
        running.computeIfPresent(
                processId,
                (id, was) -> new Running(id, was.process(), was.subject(), was.since(), was.at(), List.of()));
    }
}
