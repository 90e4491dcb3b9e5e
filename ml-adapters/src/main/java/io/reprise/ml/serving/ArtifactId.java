package io.reprise.ml.serving;

/** @param model what it is for, for example {@code demand}, @param sha256 digest of the artifact: its version */
public record ArtifactId(String model, String sha256) {

    @Override
    public String toString() {
        return "'" + model + "' " + sha256.substring(0, Math.min(12, sha256.length()));
    }
}
