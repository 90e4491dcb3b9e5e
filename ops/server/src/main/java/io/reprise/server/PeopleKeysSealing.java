package io.reprise.server;

import io.reprise.projections.people.MasterKeyRotation;
import io.reprise.projections.people.PeopleKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Seals people's keys anew while the server runs, once an operator has made another master key ({@code audit people-key
 * --rotate}). Where there are several servers each does so, and what one has done the others find done.
 */
final class PeopleKeysSealing {

    private static final Logger LOG = LoggerFactory.getLogger(PeopleKeysSealing.class);

    private final PeopleKeys secrets;
    private final MasterKeyRotation rotation;
    private Integer done;

    PeopleKeysSealing(PeopleKeys secrets, MasterKeyRotation rotation) {
        this.secrets = secrets;
        this.rotation = rotation;
    }

    @Scheduled(fixedDelay = 5_000, initialDelay = 1_000)
    synchronized void sealAnew() {
        int sealing = secrets.sealing();
        if (secrets.opening().size() == 1 || Integer.valueOf(sealing).equals(done)) {
            return;
        }
        try {
            long keys = rotation.sealAnew();
            done = sealing;
            LOG.info("{} keys of people are sealed anew, by master key {}; older ones can be retired", keys, sealing);
        } catch (RuntimeException e) {
            LOG.error("people's keys are not all sealed anew yet: {}", e.getMessage());
        }
    }
}
