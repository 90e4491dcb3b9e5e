package io.reprise.domain.model.judgement;

import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.Role;
import java.util.List;

/** Why a person's word about a decision was not taken. */
public sealed interface JudgementRefusal extends Refusal {

    record RoleMissing(List<Role> anyOf) implements JudgementRefusal {
        @Override
        public String message() {
            return "This takes one of the roles " + anyOf + ". Ask somebody who holds it.";
        }
    }

    record ReasonMissing() implements JudgementRefusal {
        @Override
        public String message() {
            return "Say why: a word without a reason teaches nothing.";
        }

        @Override
        public String field() {
            return "reason";
        }
    }
}
