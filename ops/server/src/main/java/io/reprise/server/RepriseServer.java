package io.reprise.server;

import io.reprise.http.security.SecurityConfiguration;
import io.reprise.workflows.WorkflowsConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.mongo.MongoAutoConfiguration;
import org.springframework.boot.autoconfigure.session.SessionAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The engine, its API and its console in one process. */
@SpringBootApplication(
        exclude = {MongoAutoConfiguration.class, SessionAutoConfiguration.class},
        scanBasePackages = {"io.reprise.server", "io.reprise.http"})
@Import({WorkflowsConfiguration.class, SecurityConfiguration.class})
public class RepriseServer {

    public static void main(String[] args) {
        // Axon would report usage and ask for updates on the internet; Reprise speaks to nobody it was not told of.
        System.setProperty("axoniq.update-checker.disabled", "true");
        SpringApplication.run(RepriseServer.class, args);
    }
}
