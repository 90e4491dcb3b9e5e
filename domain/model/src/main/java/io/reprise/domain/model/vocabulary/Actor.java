package io.reprise.domain.model.vocabulary;

import java.util.Set;

/** Who acts: the verified login name and the roles held at that moment. */
public record Actor(String name, Set<Role> roles) {

    /** Workflow steps and automatic decisions. */
    public static final Actor ENGINE = new Actor("reprise", Set.of(Role.ENGINE));

    public Actor {
        InvalidValue.unless(name != null && !name.isBlank(), "actor", "must name who acts");
        roles = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(roles));
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    public boolean isAnyOf(Role... any) {
        for (Role role : any) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }

    public boolean isSamePersonAs(Actor other) {
        return name.equals(other.name);
    }
}
