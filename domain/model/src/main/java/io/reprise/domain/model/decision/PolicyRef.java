package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;

/** A policy as it was when it decided: versions are never changed, only added. */
public record PolicyRef(String name, int version) {

    public PolicyRef {
        InvalidValue.unless(
                name != null && !name.isBlank() && version >= 1, "policy", "must be like newsvendor-inventory/1");
    }

    /** As it is written: {@code newsvendor-inventory/1}. */
    public static PolicyRef parse(String text) {
        int slash = text.lastIndexOf('/');
        try {
            return new PolicyRef(text.substring(0, Math.max(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new InvalidValue("policy", "must be like newsvendor-inventory/1, but was '" + text + "'");
        }
    }

    @Override
    public String toString() {
        return name + "/" + version;
    }
}
