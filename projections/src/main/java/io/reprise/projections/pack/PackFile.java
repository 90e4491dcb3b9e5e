package io.reprise.projections.pack;

/** Names in an evidence pack; {@code ops/docs/evidence-pack.md} is their specification. */
final class PackFile {

    static final String FORMAT = "reprise-evidence";
    static final int VERSION = 1;

    static final String README = "README.md";
    static final String MANIFEST = "manifest.json";
    static final String ARCHIVE = "campaign.ndjson";
    static final String VERIFIERS = "log-verifiers.txt";
    static final String DECISIONS = "decisions.json";
    static final String APPROVALS = "approvals.json";
    static final String ARTIFACTS = "artifacts.json";
    static final String CARDS = "cards/";
    static final String PROCESSES = "processes/";
    static final String CHECKPOINTS = "checkpoints/";
    static final String CONSISTENCY = "consistency/";

    private PackFile() {}
}
