package io.reprise.ml.serving;

/** The artifact takes no more requests, because another has taken its place: ask that one. */
final class Retired extends RuntimeException {

    Retired(ArtifactId artifact) {
        super(artifact + " has been replaced", null, false, false);
    }
}
