package io.reprise.domain.model.vocabulary;

/**
 * Why a command was not carried out. Every refusal is a named type, so a caller can answer each one; nothing has changed.
 */
public interface Refusal {

    /** What is wrong and what to do about it, in one English sentence. */
    String message();

    /** Stable name for machines: the type's name. */
    default String code() {
        return getClass().getSimpleName();
    }

    /** The field of the command that is at fault, or empty where it is the state. */
    default String field() {
        return "";
    }
}
