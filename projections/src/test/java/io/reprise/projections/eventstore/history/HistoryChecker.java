package io.reprise.projections.eventstore.history;

import io.reprise.projections.eventstore.history.Operation.Appended;
import io.reprise.projections.eventstore.history.Operation.Read;
import io.reprise.projections.eventstore.history.Operation.Refused;
import io.reprise.projections.eventstore.history.Operation.Seen;
import io.reprise.projections.eventstore.history.Operation.Unanswered;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether one log, in one order, can have shown its clients what they saw (linearizability, Herlihy and Wing 1990). The
 * order is known, as every answer names a position: so this takes no search, only a look at each operation.
 */
public final class HistoryChecker {

    /** What is wrong. */
    public enum Fault {
        /** Acknowledged or read, and not in the log afterwards. */
        LOST,
        /** Twice in the log. */
        DUPLICATED,
        /** Elsewhere than it was acknowledged or read, or behind what was invoked only after it was acknowledged. */
        REORDERED,
        /** Not read though it was there, with others behind it or not. */
        SKIPPED,
        /** Part of an append without the rest. */
        TORN,
        /** In the log though it was refused or never asked for. */
        INVENTED
    }

    /** @param what says of which event, and how */
    public record Violation(Fault fault, String what) {}

    private final List<String> log;
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    private HistoryChecker(List<String> log) {
        this.log = log;
    }

    /**
     * @param log ids of all events, in order, as read in the end
     * @return what is wrong; empty if nothing is
     */
    public static List<Violation> check(List<Operation> history, List<String> log) {
        HistoryChecker checker = new HistoryChecker(log);
        checker.index();
        history.forEach(checker::check);
        checker.checkOrder(history);
        checker.checkReadsAreRecent(history);
        checker.checkNothingIsInvented(history);
        return checker.violations;
    }

    private void found(Fault fault, String what, Object... arguments) {
        violations.add(new Violation(fault, what.formatted(arguments)));
    }

    private void index() {
        for (int position = 0; position < log.size(); position++) {
            Integer before = positions.putIfAbsent(log.get(position), position);
            if (before != null) {
                found(Fault.DUPLICATED, "%s is at %d and at %d", log.get(position), before, position);
            }
        }
    }

    private void check(Operation operation) {
        switch (operation) {
            case Appended a -> {
                for (int i = 0; i < a.ids().size(); i++) {
                    isAt(a.ids().get(i), a.position() + i, "acknowledged");
                }
            }
            case Refused r ->
                r.ids().stream()
                        .filter(positions::containsKey)
                        .forEach(id -> found(Fault.INVENTED, "%s was refused", id));
            case Unanswered u -> {
                long there = u.ids().stream().filter(positions::containsKey).count();
                if (there != 0 && there != u.ids().size()) {
                    found(Fault.TORN, "%d of %s", there, u.ids());
                }
                for (int i = 1; there == u.ids().size() && i < there; i++) {
                    isAt(u.ids().get(i), positions.get(u.ids().getFirst()) + i, "appended together");
                }
            }
            case Read r -> {
                for (int i = 0; i < r.ids().size(); i++) {
                    Seen seen = r.ids().get(i);
                    if (seen.position() != r.from() + i) {
                        found(Fault.SKIPPED, "a read from %d had %s where %d should be", r.from(), seen, r.from() + i);
                        return;
                    }
                    isAt(seen.id(), seen.position(), "read");
                }
            }
        }
    }

    private void isAt(String id, long position, String how) {
        Integer actual = positions.get(id);
        if (actual == null) {
            found(Fault.LOST, "%s was %s at %d", id, how, position);
        } else if (actual != position && !id.equals(position < log.size() ? log.get((int) position) : null)) {
            found(Fault.REORDERED, "%s was %s at %d and is at %d", id, how, position, actual);
        }
    }

    /** Who appends after an acknowledgement comes behind what was acknowledged. */
    private void checkOrder(List<Operation> history) {
        List<Appended> byReturn = history.stream()
                .filter(Appended.class::isInstance)
                .map(Appended.class::cast)
                .sorted(Comparator.comparingLong(Appended::returned))
                .toList();
        List<Appended> byInvocation = byReturn.stream()
                .sorted(Comparator.comparingLong(Appended::invoked))
                .toList();
        int returned = 0;
        Appended furthest = null;
        for (Appended append : byInvocation) {
            while (returned < byReturn.size() && byReturn.get(returned).returned() < append.invoked()) {
                Appended before = byReturn.get(returned++);
                furthest = furthest == null || before.position() > furthest.position() ? before : furthest;
            }
            if (furthest != null && furthest.position() >= append.position()) {
                found(Fault.REORDERED, "%s came before %s", append.ids(), furthest.ids());
            }
        }
    }

    /** Who reads after an acknowledgement sees what was acknowledged. */
    private void checkReadsAreRecent(List<Operation> history) {
        List<Appended> byReturn = history.stream()
                .filter(Appended.class::isInstance)
                .map(Appended.class::cast)
                .sorted(Comparator.comparingLong(Appended::returned))
                .toList();
        List<Read> byInvocation = history.stream()
                .filter(Read.class::isInstance)
                .map(Read.class::cast)
                .sorted(Comparator.comparingLong(Read::invoked))
                .toList();
        int returned = 0;
        long known = 0;
        for (Read read : byInvocation) {
            while (returned < byReturn.size() && byReturn.get(returned).returned() < read.invoked()) {
                Appended append = byReturn.get(returned++);
                known = Math.max(known, append.position() + append.ids().size());
            }
            long end = read.from() + read.ids().size();
            if (read.ids().size() < read.max() && end < known) {
                found(Fault.SKIPPED, "a read from %d ended at %d though %d was acknowledged", read.from(), end, known);
            }
        }
    }

    private void checkNothingIsInvented(List<Operation> history) {
        Map<String, Boolean> asked = new HashMap<>();
        for (Operation operation : history) {
            List<String> ids =
                    switch (operation) {
                        case Appended a -> a.ids();
                        case Unanswered u -> u.ids();
                        case Refused r -> List.of();
                        case Read r -> List.of();
                    };
            ids.forEach(id -> asked.put(id, true));
        }
        for (String id : log) {
            if (!asked.containsKey(id)) {
                found(Fault.INVENTED, "nobody asked for %s", id);
            }
        }
    }
}
