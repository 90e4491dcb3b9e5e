package io.reprise.server;

import io.reprise.domain.model.port.EvidenceStore;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** A server's own evidence store, which a test lets answer so many more questions and then no more until it is let go on. */
final class HeldEvidence implements BeanPostProcessor {

    private static final int PLENTY = Integer.MAX_VALUE / 2;

    private final Semaphore answers = new Semaphore(PLENTY);

    void holdAfter(int questions) {
        answers.drainPermits();
        answers.release(questions);
    }

    void goOn() {
        answers.drainPermits();
        answers.release(PLENTY);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof EvidenceStore store ? new Held(store) : bean;
    }

    private final class Held implements EvidenceStore {

        private final EvidenceStore store;

        private Held(EvidenceStore store) {
            this.store = store;
        }

        @Override
        public String put(byte[] content) {
            return store.put(content);
        }

        @Override
        public Optional<byte[]> get(String sha256) {
            answers.acquireUninterruptibly();
            return store.get(sha256);
        }
    }
}
