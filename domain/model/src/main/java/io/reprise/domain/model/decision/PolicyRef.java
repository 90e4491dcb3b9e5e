package io.reprise.domain.model.decision;

/** A policy as it was when it decided: versions are never changed, only added. */
public record PolicyRef(String name, int version) {

    @Override
    public String toString() {
        return name + "/" + version;
    }
}
