package io.reprise.server;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes up no more of the workflow engine's jobs once the server is told to stop. The engine itself stops its jobs with its bean, after
 * whoever handles commands is gone: a job taken up in between fails, and five such failures leave a process standing.
 */
@Component
class JobsAtTheEnd implements SmartLifecycle {

    private final ObjectProvider<ProcessEngine> engine;
    private volatile boolean isRunning;

    JobsAtTheEnd(ObjectProvider<ProcessEngine> engine) {
        this.engine = engine;
    }

    @Override
    public void start() {
        isRunning = true;
    }

    /** Before everything that jobs use, with what keeps requests coming for a while. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** Returns when the jobs that are taken up already have been handed to their threads, which are waited for in turn. */
    @Override
    public void stop() {
        isRunning = false;
        ((ProcessEngineConfigurationImpl) engine.getObject().getProcessEngineConfiguration())
                .getJobExecutor()
                .shutdown();
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }
}
