package io.reprise.workflows;

import org.camunda.bpm.engine.OptimisticLockingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One change of the processes at a time here; where another server was faster, it is looked at again. */
final class LookingAgain {

    private static final Logger LOG = LoggerFactory.getLogger(LookingAgain.class);
    private static final int ATTEMPTS_MAX = 20;

    /**
     * @param what the process is of, for the log
     * @throws OptimisticLockingException if others were faster, again and again
     */
    void until(Runnable done, Object what) {
        for (int attempt = 1; ; attempt++) {
            try {
                // Between attempts others have their turn.
                synchronized (this) {
                    done.run();
                }
                return;
            } catch (OptimisticLockingException e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw e;
                }
                LOG.debug("the process of {} moved meanwhile, looking again", what);
            }
        }
    }
}
