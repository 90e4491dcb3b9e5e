package io.reprise.http.api;

import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Instant;

/** What the API refuses before the core is asked. */
sealed interface ApiRefusal extends Refusal {

    /** A plan with an item nobody has ever received. @param index its place in the plan, from 0 */
    record UnknownSku(int index, Sku sku) implements ApiRefusal {
        @Override
        public String message() {
            return "There is no item '" + sku + "'. Receive stock for it first, or correct the SKU.";
        }

        @Override
        public String field() {
            return "items[" + index + "].sku";
        }
    }

    /** The same claim id for two different purchases. */
    record ClaimIdTwice(String claimId) implements ApiRefusal {
        @Override
        public String message() {
            return "The claim '" + claimId
                    + "' is there twice and says different things. Give each purchase its own id.";
        }

        @Override
        public String field() {
            return "claimId";
        }
    }

    /** The same key for two different calls. */
    record KeyReused() implements ApiRefusal {
        @Override
        public String message() {
            return "Another call was made with this key. Give each call its own.";
        }

        @Override
        public String field() {
            return IdempotencyKeys.HEADER;
        }
    }

    /** The call with this key is being carried out. */
    record KeyInUse() implements ApiRefusal {
        @Override
        public String message() {
            return "The call with this key is being carried out. Send it again in a moment for its answer.";
        }

        @Override
        public String field() {
            return IdempotencyKeys.HEADER;
        }
    }

    /** Something cannot be proved yet. @param what cannot be done, @param why what is missing */
    record NotSigned(String what, String why) implements ApiRefusal {
        @Override
        public String message() {
            return what + ": " + why + ". Ask again in a minute.";
        }
    }

    /** The log has not so many events. */
    record UnknownEvent(long position, long events) implements ApiRefusal {
        @Override
        public String message() {
            return "There is no event at position " + position + ": the log has " + events + ", from position 0.";
        }

        @Override
        public String field() {
            return "position";
        }
    }

    /** There is no such process under way. */
    record UnknownProcess(String process) implements ApiRefusal {
        @Override
        public String message() {
            return "There is no process '" + process + "' under way. Take an id that the list of processes has.";
        }

        @Override
        public String field() {
            return "process";
        }
    }

    /** There is no such import. */
    record UnknownImport(String name) implements ApiRefusal {
        @Override
        public String message() {
            return "There is no import '" + name + "'. Take a name that the list of imports has.";
        }

        @Override
        public String field() {
            return "name";
        }
    }

    /** None was signed over exactly so many events. */
    record UnknownCheckpoint(long size) implements ApiRefusal {
        @Override
        public String message() {
            return "There is no checkpoint of " + size + " events. Take a size that the list of checkpoints has.";
        }

        @Override
        public String field() {
            return "size";
        }
    }

    /** Time is the machine's. */
    record TimeIsReal(Instant to) implements ApiRefusal {
        @Override
        public String message() {
            return "Time is the machine's here and cannot be moved to " + to
                    + ". Start a rehearsal with simulated time.";
        }
    }
}
