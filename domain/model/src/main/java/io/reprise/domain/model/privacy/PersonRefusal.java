package io.reprise.domain.model.privacy;

import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.Role;

/** Why nobody was erased. */
public sealed interface PersonRefusal extends Refusal {

    /** Also where a person was erased before: then nothing is known of them either. */
    record NobodyKnown() implements PersonRefusal {
        @Override
        public String message() {
            return "Nobody is known by this id: it never came, or its key was destroyed. Look at the id, exactly as the shop"
                    + " sends it.";
        }

        @Override
        public String field() {
            return "shopper";
        }
    }

    record OperatorsOnly() implements PersonRefusal {
        @Override
        public String message() {
            return "Only " + Role.OPERATOR.name() + " may do this.";
        }
    }
}
