package io.reprise.domain.model.stock;

import io.reprise.domain.model.stock.StockEvent.Answer;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether each claim was granted, in the order in which they were answered. Unmodifiable, and yet one with more answers costs
 * no more than those, however many there are before: an item that everybody wants has hundreds of thousands. Versions that grew
 * out of each other share one map and see of it what was there when they were made; one that is not the latest, which a command
 * that failed may leave behind, grows by a copy.
 */
final class ClaimAnswers extends AbstractMap<String, Boolean> {

    private record Told(String claimId, boolean granted, int number) {}

    private static final class Shared {
        private final Map<String, Told> told = new ConcurrentHashMap<>();
        /** Guarded by this object. */
        private int size;
    }

    private final Shared shared;
    private final int size;

    private ClaimAnswers(Shared shared, int size) {
        this.shared = shared;
        this.size = size;
    }

    static ClaimAnswers of(Map<String, Boolean> answers) {
        if (answers instanceof ClaimAnswers already) {
            return already;
        }
        Shared shared = new Shared();
        answers.forEach((claimId, granted) -> shared.told.put(claimId, new Told(claimId, granted, shared.size++)));
        return new ClaimAnswers(shared, shared.size);
    }

    /** These and more; where a claim is answered again, the later answer holds. */
    ClaimAnswers plus(Collection<Answer> more) {
        synchronized (shared) {
            if (shared.size == size && areNew(more)) {
                more.forEach(answer ->
                        shared.told.put(answer.claimId(), new Told(answer.claimId(), answer.granted(), shared.size++)));
                return new ClaimAnswers(shared, shared.size);
            }
        }
        Map<String, Boolean> copy = new LinkedHashMap<>(this);
        more.forEach(answer -> copy.put(answer.claimId(), answer.granted()));
        return of(copy);
    }

    /** As the core answers claims: each once. */
    private boolean areNew(Collection<Answer> more) {
        Set<String> ids = new HashSet<>();
        return more.stream().allMatch(answer -> !containsKey(answer.claimId()) && ids.add(answer.claimId()));
    }

    @Override
    public boolean containsKey(Object claimId) {
        return get(claimId) != null;
    }

    @Override
    public Boolean get(Object claimId) {
        Told told = shared.told.get(claimId);
        return told == null || told.number() >= size ? null : told.granted();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Set<Entry<String, Boolean>> entrySet() {
        List<Told> mine = shared.told.values().stream()
                .filter(told -> told.number() < size)
                .sorted(Comparator.comparingInt(Told::number))
                .toList();
        Map<String, Boolean> entries = LinkedHashMap.newLinkedHashMap(mine.size());
        mine.forEach(told -> entries.put(told.claimId(), told.granted()));
        return Collections.unmodifiableMap(entries).entrySet();
    }
}
