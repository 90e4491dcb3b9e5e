package io.reprise.server;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.spring.boot.starter.actuator.JobExecutorHealthIndicator;
import org.camunda.bpm.spring.boot.starter.actuator.ProcessEngineHealthIndicator;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Camunda's own, under its own names, but made before the engine is: what answers for health is there before everything is wired. */
@Configuration(proxyBeanMethods = false)
class EngineHealth {

    /** On Camunda's condition for having one. */
    @Bean
    @ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", matchIfMissing = true)
    HealthIndicator jobExecutorHealthIndicator(@Lazy JobExecutor jobs) {
        return new JobExecutorHealthIndicator(jobs);
    }

    @Bean
    HealthIndicator processEngineHealthIndicator(@Lazy ProcessEngine engine) {
        return new ProcessEngineHealthIndicator(engine);
    }
}
