package io.reprise.server;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Between "not ready" and the end: whoever distributes requests looks at readiness only now and then, and until it has looked
 * requests still come here and are answered. Readiness is down by itself once the application is told to stop.
 */
@Component
class Draining implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Draining.class);

    private final long millis;
    private volatile boolean isRunning;

    Draining(RepriseProperties settings) {
        this.millis = settings.drain().toMillis();
    }

    @Override
    public void start() {
        isRunning = true;
    }

    /** Before everything else that stops, the web server first of all. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void stop() {
        isRunning = false;
        if (millis == 0) {
            return;
        }
        LOG.info("draining: no longer ready, and taking requests for another {} ms", millis);
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }
}
