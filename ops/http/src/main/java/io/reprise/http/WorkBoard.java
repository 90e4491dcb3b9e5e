package io.reprise.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.http.WorkQueue.Stage;
import io.reprise.http.WorkQueue.Work;
import io.reprise.projections.answers.KeptWork;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where servers tell one another of the work that people asked them for, so that whoever asked sees how far it is, and calls it
 * off, at any of them. What cannot be told is known on its own server alone, until that stops.
 *
 * @param <S> what the work is about, @param <P> how far it is, @param <R> what comes of it
 */
final class WorkBoard<S, P, R> {

    /** How often work that is under way is told of. */
    static final Duration BEAT = Duration.ofSeconds(1);

    /** Nobody does work of which nothing was told for so long. */
    private static final Duration QUIET_MAX = Duration.ofMinutes(1);

    private static final String GONE = "The server that did this has stopped. Ask for it anew.";
    private static final Logger LOG = LoggerFactory.getLogger(WorkBoard.class);

    private final KeptWork kept;
    private final ObjectMapper json;
    private final JavaType type;
    /** What is over stays as it is, and its report may be long. */
    private final Map<String, Work<S, P, R>> over = new ConcurrentHashMap<>();

    WorkBoard(KeptWork kept, ObjectMapper json, Class<S> subject, Class<P> progress, Class<R> result) {
        this.kept = kept;
        this.json = json;
        this.type = json.getTypeFactory().constructParametricType(Work.class, subject, progress, result);
    }

    void tell(Work<S, P, R> work) {
        try {
            kept.keep(work.id(), work.askedAt(), work.stage().isOver(), json.writeValueAsString(work));
        } catch (JsonProcessingException | RuntimeException e) {
            LOG.warn("work {} is not told to other servers: {}", work.id(), e.getMessage());
        }
    }

    Optional<Work<S, P, R>> find(String id) {
        return kept.find(id).flatMap(this::read);
    }

    /** The newest first. */
    List<Work<S, P, R>> all() {
        List<KeptWork.Kept> all = kept.all();
        over.keySet().retainAll(all.stream().map(KeptWork.Kept::id).toList());
        return all.stream().flatMap(work -> read(work).stream()).toList();
    }

    void callOff(String id) {
        kept.callOff(id);
    }

    Set<String> calledOff(Collection<String> ids) {
        return kept.calledOff(ids);
    }

    private Optional<Work<S, P, R>> read(KeptWork.Kept work) {
        if (over.containsKey(work.id())) {
            return Optional.of(over.get(work.id()));
        }
        try {
            Work<S, P, R> read = json.readValue(work.json(), type);
            if (work.isOver()) {
                over.put(work.id(), read);
            }
            return Optional.of(!work.isOver() && work.quietFor().compareTo(QUIET_MAX) > 0 ? gone(read) : read);
        } catch (JsonProcessingException e) {
            LOG.warn("work {} is of another version, and is forgotten: {}", work.id(), e.getOriginalMessage());
            return Optional.empty();
        }
    }

    private static <S, P, R> Work<S, P, R> gone(Work<S, P, R> work) {
        return new Work<>(
                work.id(),
                work.subject(),
                work.askedBy(),
                work.askedAt(),
                Stage.FAILED,
                work.progress(),
                Optional.empty(),
                GONE);
    }
}
