package io.reprise.server;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.community.process_test_coverage.core.model.Collector;
import org.camunda.community.process_test_coverage.core.model.Event;
import org.camunda.community.process_test_coverage.engine.platform7.ProcessCoverageConfigurator;
import org.camunda.community.process_test_coverage.engine.platform7.ProcessEngineAdapter;

/** Which elements and flows of the diagrams the servers of this test run went through, all of them together. */
final class WalkedElements extends AbstractProcessEnginePlugin implements Collector {

    private static final Map<String, Set<String>> WALKED = new ConcurrentHashMap<>();

    /** @param process key of its definition */
    static Set<String> of(String process) {
        return WALKED.getOrDefault(process, Set.of());
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        ProcessCoverageConfigurator.initializeProcessCoverageExtensions(configuration);
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        new ProcessEngineAdapter(engine, this).initializeListeners();
    }

    @Override
    public void addEvent(Event event) {
        WALKED.computeIfAbsent(event.getModelKey(), key -> ConcurrentHashMap.newKeySet())
                .add(event.getDefinitionKey());
    }
}
