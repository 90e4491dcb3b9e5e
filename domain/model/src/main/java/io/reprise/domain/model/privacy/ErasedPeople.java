package io.reprise.domain.model.privacy;

import io.reprise.domain.model.privacy.PersonCommand.ErasePerson;
import io.reprise.domain.model.privacy.PersonEvent.PersonErased;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All certificates of erasures, in order.
 *
 * @param keys ids of the keys they name
 */
public record ErasedPeople(List<PersonErased> certificates, Set<String> keys) {

    public static final ErasedPeople NONE = new ErasedPeople(List.of(), Set.of());

    public ErasedPeople {
        certificates = List.copyOf(certificates);
        keys = Set.copyOf(keys);
    }

    public static Outcome<PersonEvent> decide(ErasedPeople state, PersonCommand command) {
        return switch (command) {
            case ErasePerson c -> {
                if (!c.actor().is(Role.OPERATOR)) {
                    yield Outcome.refused(new PersonRefusal.OperatorsOnly());
                }
                yield state.keys.contains(c.key().id())
                        ? Outcome.alreadyDone()
                        : Outcome.accepted(new PersonErased(c.key(), c.ground(), c.logSize(), c.actor(), c.at()));
            }
        };
    }

    public static ErasedPeople evolve(ErasedPeople state, PersonEvent event) {
        return switch (event) {
            case PersonErased e -> {
                List<PersonErased> certificates = new ArrayList<>(state.certificates);
                certificates.add(e);
                Set<String> keys = new HashSet<>(state.keys);
                keys.add(e.key().id());
                yield new ErasedPeople(certificates, keys);
            }
        };
    }
}
