package io.reprise.domain.model.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.AudienceEvent.AudienceEnrolled;
import io.reprise.domain.model.audience.AudienceEvent.PriorSpendRecorded;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.PriorSpend;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.privacy.SubjectRecord.Act;
import io.reprise.domain.model.privacy.SubjectRecord.InCampaign;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubjectRecordTest {

    private static final CampaignId SALE = new CampaignId("double-11");
    private static final CampaignId LATER = new CampaignId("later");
    private static final Pseudonym JANE = new Pseudonym("aaaa");
    private static final Pseudonym JOE = new Pseudonym("bbbb");
    private static final Instant AT = Instant.parse("2026-11-11T10:00:00Z");
    private static final Sku LAMP = new Sku("LAMP");

    private static Signal order(String id, Pseudonym who, int units) {
        return new Signal(id, AT, who, Signal.Action.ORDER, LAMP, units, 1_700);
    }

    @Test
    void all_that_is_kept_of_a_shopper_is_gathered_and_nothing_of_others() {
        SubjectRecord record = new SubjectRecord(JANE);
        record.on(new AudienceEnrolled(SALE, 9, 1, "digest", AT));
        record.on(new PriorSpendRecorded(SALE, 0, List.of(new PriorSpend(JANE, 12_990), new PriorSpend(JOE, 1)), AT));
        record.on(new SignalsReceived(SALE, 0, List.of(order("s1", JANE, 2), order("s2", JOE, 3)), AT));
        record.on(new SignalsReceived(SALE, 0, List.of(order("s3", JANE, 1)), AT));
        record.on(new SignalsReceived(LATER, 10_000, List.of(order("s4", JANE, 5)), AT));

        assertThat(record.campaigns())
                .containsExactly(
                        new InCampaign(
                                SALE,
                                Arm.TREATED,
                                Optional.of(12_990L),
                                List.of(
                                        new Act("s1", AT, Signal.Action.ORDER, LAMP, 2, 1_700),
                                        new Act("s3", AT, Signal.Action.ORDER, LAMP, 1, 1_700))),
                        new InCampaign(
                                LATER,
                                Arm.HOLD_OUT,
                                Optional.empty(),
                                List.of(new Act("s4", AT, Signal.Action.ORDER, LAMP, 5, 1_700))));
        assertThat(new SubjectRecord(new Pseudonym("cccc")).campaigns()).isEmpty();
    }
}
