package io.reprise.domain.axon;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StateShapeTest {

    /** The same state in two builds: nested types are compared by what they hold, so their names are made equal. */
    private static List<String> described(Class<?> build) {
        return StateShape.describe(build.getDeclaredClasses()[0])
                .map(line -> line.replace(build.getName() + "$", ""))
                .sorted()
                .toList();
    }

    private static final Class<?> BASE = Base.class;

    private static final class Base {
        record State(String id, Optional<List<Map<String, Part>>> parts, Part[] more) {
            record Part(int units, Kind kind, Where where) {}

            enum Kind {
                A,
                B
            }

            sealed interface Where {
                record Here(long since) implements Where {}
            }
        }
    }

    private static final class Same {
        record State(String id, Optional<List<Map<String, Part>>> parts, Part[] more) {
            record Part(int units, Kind kind, Where where) {}

            enum Kind {
                A,
                B
            }

            sealed interface Where {
                record Here(long since) implements Where {}
            }
        }
    }

    private static final class Renamed {
        record State(String id, Optional<List<Map<String, Part>>> parts, Part[] more) {
            record Part(int pieces, Kind kind, Where where) {}

            enum Kind {
                A,
                B
            }

            sealed interface Where {
                record Here(long since) implements Where {}
            }
        }
    }

    private static final class Retyped {
        record State(String id, Optional<List<Map<String, Part>>> parts, Part[] more) {
            record Part(int units, Kind kind, Where where) {}

            enum Kind {
                A,
                B
            }

            sealed interface Where {
                record Here(int since) implements Where {}
            }
        }
    }

    private static final class AnotherConstant {
        record State(String id, Optional<List<Map<String, Part>>> parts, Part[] more) {
            record Part(int units, Kind kind, Where where) {}

            enum Kind {
                A,
                B,
                C
            }

            sealed interface Where {
                record Here(long since) implements Where {}
            }
        }
    }

    private static final class AnotherSubtype {
        record State(String id, Optional<List<Map<String, Part>>> parts, Part[] more) {
            record Part(int units, Kind kind, Where where) {}

            enum Kind {
                A,
                B
            }

            sealed interface Where {
                record Here(long since) implements Where {}

                record There() implements Where {}
            }
        }
    }

    private static final class OtherArgument {
        record State(String id, Optional<List<Map<Integer, Part>>> parts, Part[] more) {
            record Part(int units, Kind kind, Where where) {}

            enum Kind {
                A,
                B
            }

            sealed interface Where {
                record Here(long since) implements Where {}
            }
        }
    }

    @Test
    void whateverChangesAnywhereBelowTheStateChangesItsShape() {
        assertThat(described(Same.class)).isEqualTo(described(BASE));
        Function<Class<?>, List<String>> described = StateShapeTest::described;
        assertThat(List.of(
                        Renamed.class, Retyped.class, AnotherConstant.class, AnotherSubtype.class, OtherArgument.class))
                .allSatisfy(build -> assertThat(described.apply(build)).isNotEqualTo(described(BASE)));
        assertThat(StateShape.digest(Base.State.class))
                .isEqualTo(StateShape.digest(Base.State.class))
                .isNotEqualTo(StateShape.digest(Renamed.State.class));
    }

    @Test
    void everythingACampaignHoldsIsInItsShape() {
        assertThat(StateShape.describe(Campaign.class))
                .anyMatch(line -> line.startsWith(InventoryOutcome.class.getName() + " = record"))
                .anyMatch(line -> line.startsWith(Actor.class.getName() + " = record"))
                .anyMatch(line -> line.startsWith(Role.class.getName() + " = enum"))
                .noneMatch(line -> line.startsWith("java."));
    }
}
