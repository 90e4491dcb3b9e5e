package io.reprise.projections.feed;

import io.reprise.domain.model.vocabulary.Refusal;
import java.util.List;

/** Why an operator's wish about a projection is not carried out. */
public sealed interface FeedRefusal extends Refusal {

    record UnknownProjection(String name, List<String> names) implements FeedRefusal {
        @Override
        public String message() {
            return "There is no projection '" + name + "'. There are: " + String.join(", ", names) + ".";
        }
    }

    record UnknownLetter(String projection, long position) implements FeedRefusal {
        @Override
        public String message() {
            return "Projection '" + projection + "' has no dead letter at position " + position + ". Look at the list.";
        }
    }

    record NotRebuilding(String projection) implements FeedRefusal {
        @Override
        public String message() {
            return "Projection '" + projection + "' is not being rebuilt.";
        }
    }

    /** What is read was made by another version: it has to be built again before anything else. */
    record RebuildNeeded(String projection) implements FeedRefusal {
        @Override
        public String message() {
            return "The documents of projection '" + projection
                    + "' were made by another version of Reprise. Wait until it is rebuilt.";
        }
    }

    /** Another server feeds the views. */
    record FedElsewhere(String holder) implements FeedRefusal {
        @Override
        public String message() {
            return "The views are fed by another server, " + holder + ". Ask it, or stop it and try again.";
        }
    }

    /** The refusal, thrown. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient FeedRefusal reason;

        public Refused(FeedRefusal reason) {
            super(reason.message());
            this.reason = reason;
        }

        public FeedRefusal reason() {
            return reason;
        }
    }
}
