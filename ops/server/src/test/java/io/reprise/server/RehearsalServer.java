package io.reprise.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole server in this process, on a free port, in simulated time. */
final class RehearsalServer implements AutoCloseable {

    static final BeanPostProcessor NOTHING = new BeanPostProcessor() {};

    private final ConfigurableApplicationContext context;

    private RehearsalServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static RehearsalServer start(Path folder) throws IOException {
        return start(folder, Map.of());
    }

    /** @param more settings, over those of every rehearsal */
    static RehearsalServer start(Path folder, Map<String, Object> more) throws IOException {
        return start(folder, more, NOTHING);
    }

    /** @param around what a test puts around parts of the server */
    static RehearsalServer start(Path folder, Map<String, Object> more, BeanPostProcessor around) throws IOException {
        System.setProperty("axoniq.update-checker.disabled", "true");
        Map<String, Object> settings = new TreeMap<>(RehearsalHome.settings(RehearsalHome.in(folder), 0));
        settings.putAll(more);
        SpringApplication application = new SpringApplication(RepriseServer.class);
        application.setDefaultProperties(settings);
        application.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("walkedElements", (ProcessEnginePlugin) new WalkedElements());
            context.getBeanFactory().addBeanPostProcessor(around);
        });
        return new RehearsalServer(application.run());
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /** One of several of a type. */
    <T> T get(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    @Override
    public void close() {
        context.close();
    }
}
