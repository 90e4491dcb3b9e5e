package io.reprise.domain.model.registry;

import static io.reprise.domain.model.Specification.release;
import static io.reprise.domain.model.registry.Releases.ANA;
import static io.reprise.domain.model.registry.Releases.AT;
import static io.reprise.domain.model.registry.Releases.GOOD;
import static io.reprise.domain.model.registry.Releases.ID;
import static io.reprise.domain.model.registry.Releases.PROMOTED;
import static io.reprise.domain.model.registry.Releases.REGISTERED;
import static io.reprise.domain.model.registry.Releases.RETIRED;
import static io.reprise.domain.model.registry.Releases.SHADOWED;

import io.reprise.domain.model.registry.ModelReleaseCommand.RetireRelease;
import io.reprise.domain.model.registry.ModelReleaseRefusal.RoleMissing;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetireReleaseTest {

    @Test
    void a_release_can_be_retired_from_every_stage() {
        List<ModelReleaseEvent> life = List.of(REGISTERED, GOOD, SHADOWED, PROMOTED);
        for (int stage = 1; stage <= life.size(); stage++) {
            release()
                    .given(life.subList(0, stage))
                    .when(new RetireRelease(ID, ANA, "old", AT))
                    .then(RETIRED);
        }
    }

    @Test
    void not_by_somebody_who_has_no_part_in_it() {
        release()
                .given(REGISTERED)
                .when(new RetireRelease(ID, new Actor("mei", Set.of(Role.MARKETER)), "old", AT))
                .thenRefused(new RoleMissing(Role.OPERATOR));
    }
}
