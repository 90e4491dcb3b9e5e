package io.reprise.workflows;

/**
 * Whose turn it is, where several servers share a log and Camunda's database, to bring processes to where events are. Two that
 * do it at once do no harm, since what one of them finds done it leaves; they only do the work twice.
 */
public interface ServerTurn {

    /** For a server that shares nothing. */
    ServerTurn ALWAYS = () -> true;

    boolean isOurs();
}
