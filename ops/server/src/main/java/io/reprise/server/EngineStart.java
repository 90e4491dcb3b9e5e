package io.reprise.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/**
 * Builds the workflow engine, the longest single part of a start, on another thread while the rest is wired. What the engine is
 * made of comes before, because no bean can be made by two threads; who uses the engine is given it {@code @Lazy}, or waits
 * for it. The start waits for it in any case, and fails where it fails.
 */
@Component("engineStart")
@DependsOn("&processEngineFactoryBean")
class EngineStart {

    /** Named by Camunda's own documents for whoever wants business keys to be unique (Database configuration, Business Key). */
    private static final String ONE_PROCESS = "create unique index if not exists reprise_one_process "
            + "on ACT_RU_EXECUTION (PROC_DEF_ID_, BUSINESS_KEY_)";

    /** A campaign has one process, whichever servers look at it at once. The engine, which makes the tables, comes first. */
    EngineStart(DataSource processes, ProcessEngine engine) {
        try (Connection connection = processes.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(ONE_PROCESS);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the database of " + engine.getName() + " does not hold processes to one a campaign: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Spring has no annotation that says so of a component, which is found before every bean that is declared. */
    @Bean
    static BeanFactoryPostProcessor engineOnAnotherThread() {
        return beans -> ((AbstractBeanDefinition) beans.getBeanDefinition("engineStart")).setBackgroundInit(true);
    }
}
