package io.reprise.projections.feed;

import com.mongodb.MongoException;
import io.reprise.projections.store.Generation.Overtaken;
import io.reprise.projections.store.Generations;
import io.reprise.projections.store.Generations.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Brings lanes one page further, those first that are furthest behind, until all stand at the same position and share
 * each page.
 */
final class Step {

    private final PageSource source;
    private final Workers workers;
    private final Generations generations;
    private final int pageMax;

    Step(PageSource source, Workers workers, Generations generations, int pageMax) {
        this.source = source;
        this.workers = workers;
        this.generations = generations;
        this.pageMax = pageMax;
    }

    /** Equal where the lanes are, so that a page read ahead is known again. */
    private record WantedByAny(List<Lane<?>> lanes) implements Predicate<Class<?>> {
        @Override
        public boolean test(Class<?> type) {
            return lanes.stream().anyMatch(lane -> lane.wants(type));
        }
    }

    /**
     * Folds and writes a page; positions are in memory, not stored yet.
     *
     * @param to no event at or after it
     * @return the lanes that went further or stopped; none where there is nothing to read
     */
    List<Lane<?>> take(List<Lane<?>> lanes, long to) {
        List<Lane<?>> running = lanes.stream()
                .filter(lane -> lane.isRunning() && lane.position() < to)
                .sorted(Comparator.comparingLong(Lane::position))
                .toList();
        if (running.isEmpty()) {
            return List.of();
        }
        long from = running.getFirst().position();
        List<Lane<?>> together =
                running.stream().filter(lane -> lane.position() == from).toList();
        long until = running.stream()
                .mapToLong(Lane::position)
                .filter(position -> position > from)
                .findFirst()
                .orElse(to);
        Page page = source.read(new PageSource.Request(from, until, pageMax, new WantedByAny(together)));
        if (page.isEmpty()) {
            return List.of();
        }
        try {
            List<Runnable> folds = new ArrayList<>();
            together.forEach(lane -> lane.folds(page).forEach(fold -> folds.add(() -> orStop(lane, fold))));
            workers.all(folds);
            workers.all(together.stream()
                    .filter(Lane::isRunning)
                    .map(lane -> (Runnable) () -> orStop(lane, () -> lane.write(page)))
                    .toList());
        } catch (RuntimeException e) {
            together.forEach(this::restart);
            throw e;
        }
        return together;
    }

    /** What no other attempt can put right, such as a document that cannot be read, stops the lane and no other. */
    private static void orStop(Lane<?> lane, Runnable task) {
        try {
            task.run();
        } catch (MongoException | Overtaken e) {
            throw e;
        } catch (RuntimeException e) {
            lane.stop("at position " + lane.position() + ": " + Segment.said(e));
        }
    }

    private void restart(Lane<?> lane) {
        generations
                .standing(lane.name())
                .filter(stored -> stored.generation() == lane.generation())
                .or(() -> generations.next(lane.name()))
                .map(Standing::position)
                .ifPresent(lane::restart);
    }
}
