package io.reprise.workflows;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.TransitionInstance;
import org.camunda.bpm.engine.task.Task;

/**
 * Where one process stands.
 *
 * @param at ids of the elements it waits at or is about to enter
 * @param timers by the element they belong to, when they are due
 * @param tasks by the element, until when people are to answer, where that is said
 * @param listensTo names of the messages it waits for
 */
public record ProcessPicture(
        SortedSet<String> at,
        SortedMap<String, Instant> timers,
        SortedMap<String, Optional<Instant>> tasks,
        SortedSet<String> listensTo) {

    public ProcessPicture {
        at = Collections.unmodifiableSortedSet(new TreeSet<>(at));
        timers = Collections.unmodifiableSortedMap(new TreeMap<>(timers));
        tasks = Collections.unmodifiableSortedMap(new TreeMap<>(tasks));
        listensTo = Collections.unmodifiableSortedSet(new TreeSet<>(listensTo));
    }

    public static ProcessPicture of(ProcessEngine engine, String processId) {
        SortedSet<String> at = new TreeSet<>();
        ActivityInstance whole = engine.getRuntimeService().getActivityInstance(processId);
        if (whole != null) {
            leaves(whole, at);
        }
        SortedMap<String, Instant> timers = new TreeMap<>();
        for (Job timer : engine.getManagementService()
                .createJobQuery()
                .processInstanceId(processId)
                .timers()
                .list()) {
            timers.put(
                    engine.getManagementService()
                            .createJobDefinitionQuery()
                            .jobDefinitionId(timer.getJobDefinitionId())
                            .singleResult()
                            .getActivityId(),
                    timer.getDuedate().toInstant());
        }
        SortedMap<String, Optional<Instant>> tasks = new TreeMap<>();
        for (Task task : engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(processId)
                .list()) {
            tasks.put(
                    task.getTaskDefinitionKey(),
                    Optional.ofNullable(task.getDueDate()).map(due -> Instant.ofEpochMilli(due.getTime())));
        }
        SortedSet<String> messages = new TreeSet<>();
        engine.getRuntimeService()
                .createEventSubscriptionQuery()
                .processInstanceId(processId)
                .eventType("message")
                .list()
                .forEach(subscription -> messages.add(subscription.getEventName()));
        return new ProcessPicture(at, timers, tasks, messages);
    }

    private static void leaves(ActivityInstance instance, SortedSet<String> at) {
        for (TransitionInstance entering : instance.getChildTransitionInstances()) {
            at.add(entering.getActivityId());
        }
        for (ActivityInstance child : instance.getChildActivityInstances()) {
            if (child.getChildActivityInstances().length == 0 && child.getChildTransitionInstances().length == 0) {
                at.add(child.getActivityId());
            }
            leaves(child, at);
        }
    }

    /** Whether somebody who waits as in this picture waits in the other too: the other may have more to wait for. */
    boolean isKeptIn(ProcessPicture other) {
        return at.equals(other.at)
                && tasks.equals(other.tasks)
                && other.timers.entrySet().containsAll(timers.entrySet())
                && other.listensTo.containsAll(listensTo);
    }

    @Override
    public String toString() {
        return "at " + at + (timers.isEmpty() ? "" : ", timers " + timers)
                + (tasks.isEmpty() ? "" : ", tasks " + tasks);
    }
}
