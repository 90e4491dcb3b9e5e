package io.reprise.projections.feed;

import com.mongodb.client.MongoDatabase;
import io.reprise.domain.model.operations.ProjectionEvent.LetterDropped;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.ProjectionDecisions;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.projections.feed.FeedStatus.Rebuild;
import io.reprise.projections.feed.FeedStatus.State;
import io.reprise.projections.store.Generations;
import io.reprise.projections.store.Generations.Standing;
import io.reprise.projections.store.Projection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What operators see of the views and do about them. What is done makes the server that is asked the one that feeds; every server knows how
 * things stand. All of it throws {@link FeedRefusal.Refused}.
 */
public final class ViewOperations {

    private static final int REASON_CHARS_MAX = 1_000;

    /** How long to wait for the server that feeds to hand over. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ViewFeed feed;
    private final EventLog log;
    private final MongoDatabase database;
    private final Generations generations;
    private final ProjectionDecisions decisions;

    public ViewOperations(ViewFeed feed, EventLog log, MongoDatabase database, ProjectionDecisions decisions) {
        this.feed = feed;
        this.log = log;
        this.database = database;
        this.generations = new Generations(database);
        this.decisions = decisions;
    }

    /** What came of trying letters again. @param error why the first that is left failed; empty where none is left */
    public record Retried(int folded, int left, String error) {}

    public List<FeedStatus> all() {
        long head = log.head();
        return feed.feeding()
                .map(feeding -> feeding.tracks().stream()
                        .map(track -> status(track, head))
                        .toList())
                .orElseGet(() -> feed.projections().stream()
                        .map(projection -> stored(projection, head))
                        .toList());
    }

    public FeedStatus of(String projection) {
        return all().stream()
                .filter(status -> status.projection().equals(projection))
                .findFirst()
                .orElseThrow(() -> unknown(projection));
    }

    private static FeedStatus status(Track track, long head) {
        Lane<?> live = track.live();
        Optional<Rebuild> rebuild = track.next()
                .map(lane -> new Rebuild(
                        lane.position(),
                        head,
                        lane.rate().perSecond(),
                        lane.letters().size(),
                        lane.stopped()));
        State state = !live.isRunning() ? State.STOPPED : track.isFollowing() ? State.RUNNING : State.CATCHING_UP;
        return new FeedStatus(
                track.name(),
                state,
                live.position(),
                head,
                live.rate().perSecond(),
                live.letters().size(),
                live.stopped(),
                rebuild);
    }

    /** As another server stored it: rates are known only where it feeds. */
    private FeedStatus stored(Projection<?> projection, long head) {
        String name = projection.name();
        Standing standing = generations.standing(name).orElse(new Standing(0, projection.schema(), 0, ""));
        return new FeedStatus(
                name,
                standing.stopped().isEmpty() ? State.RUNNING : State.STOPPED,
                standing.position(),
                head,
                0,
                DeadLetters.stored(database, name, standing.generation()).size(),
                standing.stopped(),
                generations
                        .next(name)
                        .map(next -> new Rebuild(
                                next.position(),
                                head,
                                0,
                                DeadLetters.stored(database, name, next.generation())
                                        .size(),
                                next.stopped())));
    }

    /** Fills the projection anew beside the one that is read, and has it read when it has caught up. */
    public void rebuild(String projection) {
        feeding().rebuild(track(projection));
        feed.wake();
    }

    public void cancelRebuild(String projection) {
        feeding().cancel(track(projection));
    }

    /** In the order of their positions. */
    public List<DeadLetter> deadLetters(String projection) {
        of(projection);
        return generations
                .standing(projection)
                .map(standing -> DeadLetters.stored(database, projection, standing.generation()))
                .orElse(List.of());
    }

    /** Folds a dead letter and those of its subject, in order, until one fails. */
    public Retried retry(String projection, long position) {
        LetterDesk.Answer answer = feeding().retry(track(projection), position);
        return new Retried(answer.folded(), answer.left(), answer.error());
    }

    /** Leaves an event out of the projection for good, which the log records; those behind it are folded. */
    public void drop(String projection, long position, String reason, Actor actor, Instant at) {
        InvalidValue.unless(
                reason != null && !reason.isBlank() && reason.length() <= REASON_CHARS_MAX,
                "reason",
                "say in at most " + REASON_CHARS_MAX + " characters why the event is left out");
        feeding()
                .drop(
                        track(projection),
                        position,
                        letter -> decisions.record(
                                new LetterDropped(projection, position, letter.subject(), reason, actor, at)));
    }

    private Feeding feeding() {
        return feed.feedingHere(PATIENCE)
                .orElseThrow(() -> new FeedRefusal.Refused(new FeedRefusal.FedElsewhere(feed.holder())));
    }

    private Track track(String projection) {
        return feeding().tracks().stream()
                .filter(track -> track.name().equals(projection))
                .findFirst()
                .orElseThrow(() -> unknown(projection));
    }

    private FeedRefusal.Refused unknown(String projection) {
        List<String> names = feed.projections().stream().map(Projection::name).toList();
        return new FeedRefusal.Refused(new FeedRefusal.UnknownProjection(projection, names));
    }
}
