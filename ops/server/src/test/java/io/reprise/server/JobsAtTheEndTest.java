package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class JobsAtTheEndTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final ProcessEngineConfigurationImpl configuration = (ProcessEngineConfigurationImpl)
            ProcessEngineConfiguration.createStandaloneInMemProcessEngineConfiguration()
                    .setJdbcUrl("jdbc:h2:mem:jobs-at-the-end")
                    .setJobExecutorActivate(true);

    private static long waiting(ProcessEngine engine) {
        return engine.getManagementService().createJobQuery().count();
    }

    private static boolean isDone(ProcessEngine engine, Duration within) throws InterruptedException {
        for (long end = System.nanoTime() + within.toNanos(); System.nanoTime() < end; ) {
            if (waiting(engine) == 0) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return false;
    }

    @Test
    void a_job_that_comes_due_while_the_server_stops_waits_for_the_next_start() throws InterruptedException {
        ProcessEngine engine = configuration.buildProcessEngine();
        try {
            engine.getRepositoryService()
                    .createDeployment()
                    .addModelInstance(
                            "later.bpmn",
                            Bpmn.createExecutableProcess("later")
                                    .startEvent()
                                    .camundaAsyncAfter()
                                    .endEvent()
                                    .done())
                    .deploy();
            engine.getRuntimeService().startProcessInstanceByKey("later");
            assertThat(isDone(engine, LONG)).as("while it runs").isTrue();

            StaticListableBeanFactory beans = new StaticListableBeanFactory();
            beans.addBean("engine", engine);
            JobsAtTheEnd end = new JobsAtTheEnd(beans.getBeanProvider(ProcessEngine.class));
            end.start();
            assertThat(end.isRunning()).isTrue();
            end.stop();
            engine.getRuntimeService().startProcessInstanceByKey("later");

            assertThat(isDone(engine, Duration.ofMillis(500)))
                    .as("once it stops")
                    .isFalse();
            assertThat(end.isRunning()).isFalse();
            configuration.getJobExecutor().start();
            assertThat(isDone(engine, LONG)).as("after the next start").isTrue();
        } finally {
            engine.close();
        }
    }
}
