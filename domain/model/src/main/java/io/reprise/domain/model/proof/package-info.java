/**
 * What lets somebody else check the log: a Merkle tree over all events (RFC 6962), checkpoints of it that are signed
 * (C2SP tlog-checkpoint and signed-note, Ed25519), and proofs that an event is in it and that it only grew. The leaf of
 * an event is {@link io.reprise.domain.model.port.LoggedBatch#leafHash}.
 */
package io.reprise.domain.model.proof;
