package io.reprise.projections.transparency;

import io.reprise.domain.model.port.EventLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;

/** Shows a log's checkpoints to a witness over HTTP (C2SP tlog-witness), with the proof that each grew out of the last. */
public final class WitnessClient {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CONFLICT = 409;
    private static final int OK = 200;

    private final URI witness;
    private final EventLog log;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private long known;

    /** @param witness the URL that {@code /add-checkpoint} is appended to */
    public WitnessClient(URI witness, EventLog log) {
        this.witness = witness;
        this.log = log;
    }

    /** The witness would not say that it saw a checkpoint. */
    public static final class WitnessRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WitnessRefused(String why) {
            super(why);
        }
    }

    /**
     * Shows it a checkpoint.
     *
     * @return the witness's line for the note
     * @throws WitnessRefused if it refuses: another history was shown to it before, or it does not watch this log
     * @throws IOException if it cannot be reached
     */
    public synchronized String show(SignedCheckpoint signed) throws IOException {
        HttpResponse<String> answer = post(signed);
        if (answer.statusCode() == CONFLICT && answer.body().strip().matches("\\d{1,18}")) {
            long theirs = Long.parseLong(answer.body().strip());
            if (theirs != known && theirs <= signed.checkpoint().size()) {
                known = theirs;
                answer = post(signed);
            }
        }
        if (answer.statusCode() != OK) {
            throw new WitnessRefused("the witness " + witness + " does not cosign the checkpoint of "
                    + signed.checkpoint().size() + " events (it answers " + answer.statusCode() + " "
                    + answer.body().strip() + "): it was shown another history, or does not watch this log");
        }
        known = signed.checkpoint().size();
        return answer.body();
    }

    private HttpResponse<String> post(SignedCheckpoint signed) throws IOException {
        StringBuilder body = new StringBuilder("old " + known + "\n");
        if (known > 0 && known < signed.checkpoint().size()) {
            new LogProofs(log)
                    .consistency(known, signed.checkpoint().size())
                    .path()
                    .forEach(hash -> body.append(Base64.getEncoder().encodeToString(hash))
                            .append('\n'));
        }
        body.append('\n').append(signed.note());
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(witness + "/add-checkpoint"))
                            .timeout(PATIENCE)
                            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a witness was asked", e);
        }
    }
}
