package io.reprise.server;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.EventLog;
import io.reprise.http.security.Users;
import io.reprise.workflows.ProcessReconciler;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** What happens once everything is wired: new models are registered, processes are put right. */
@Component
class Opening implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final EventLog log;
    private final ShelfRegistration registration;
    private final CampaignClock clock;
    private final ProcessReconciler processes;
    private final IdentityService identity;
    private final Users users;
    private final RepriseProperties settings;

    Opening(
            EventLog log,
            ShelfRegistration registration,
            CampaignClock clock,
            ProcessReconciler processes,
            @Lazy IdentityService identity,
            Users users,
            RepriseProperties settings) {
        this.log = log;
        this.registration = registration;
        this.clock = clock;
        this.processes = processes;
        this.identity = identity;
        this.users = users;
        this.settings = settings;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        registration.registerAll();
        if (settings.demo()) {
            users.all().forEach(this::openCamundaTo);
        }
        int open = processes.open((number, of, campaign) -> {});
        if (clock.isSimulated()) {
            // What was due when the server went down happens before anybody moves time again.
            clock.advanceTo(clock.instant());
        }
        LOG.info("open: {} events in the log, {} campaigns under way", log.head(), open);
    }

    private void openCamundaTo(Users.User person) {
        if (identity.createUserQuery().userId(person.name()).count() > 0) {
            return;
        }
        User user = identity.newUser(person.name());
        user.setFirstName(person.name());
        user.setPassword(person.name());
        identity.saveUser(user);
        person.roles().forEach(role -> {
            if (identity.createGroupQuery().groupId(role.name()).count() == 0) {
                Group group = identity.newGroup(role.name());
                group.setName(role.name());
                identity.saveGroup(group);
            }
            identity.createMembership(person.name(), role.name());
        });
    }
}
