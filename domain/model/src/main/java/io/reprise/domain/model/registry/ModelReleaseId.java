package io.reprise.domain.model.registry;

import io.reprise.domain.model.vocabulary.InvalidValue;

/** A trained model, named by what it is for and the digest of its artifact: a release cannot be swapped for another. */
public record ModelReleaseId(String model, String artifactSha256) {

    public ModelReleaseId {
        InvalidValue.unless(model != null && model.matches("[a-z][a-z-]{0,39}"), "model", "must be a lower case name");
        InvalidValue.unless(
                artifactSha256 != null && artifactSha256.matches("[0-9a-f]{64}"),
                "artifact",
                "must be a SHA-256 digest");
    }

    /** One text for both, for example {@code demand:3f…}. */
    public String value() {
        return model + ":" + artifactSha256;
    }

    public static ModelReleaseId parse(String value) {
        int colon = value.indexOf(':');
        InvalidValue.unless(colon > 0, "release", () -> "must be 'model:sha256', but was '" + value + "'");
        return new ModelReleaseId(value.substring(0, colon), value.substring(colon + 1));
    }
}
