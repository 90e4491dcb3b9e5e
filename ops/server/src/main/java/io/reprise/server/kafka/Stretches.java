package io.reprise.server.kafka;

import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.intake.Partition;
import io.reprise.domain.model.intake.QuarantinedRecord;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.SignalPartitions;
import io.reprise.domain.model.port.SignalPartitions.Bookmark;
import io.reprise.domain.model.port.SignalPartitions.Received;
import io.reprise.domain.model.port.SignalPartitions.SaleSignals;
import io.reprise.domain.model.port.SignalPartitions.Stretch;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.api.SignalLines;
import io.reprise.http.api.SignalLines.BrokenLine;
import io.reprise.http.api.SignalLines.Told;
import io.reprise.server.kafka.Quarantine.Broken;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records of one partition, read as lines of a call are, into the log; what is no signal of a sale there is goes aside. */
class Stretches {

    private static final Logger LOG = LoggerFactory.getLogger(Stretches.class);

    private static final int REASON_LENGTH_MAX = 300;

    private final SignalPartitions partitions;
    private final Campaigns campaigns;
    private final SignalLines lines;
    private final CampaignClock clock;
    private final Quarantine quarantine;
    private final IntakeMeters meters;

    Stretches(
            SignalPartitions partitions,
            Campaigns campaigns,
            SignalLines lines,
            CampaignClock clock,
            Quarantine quarantine,
            IntakeMeters meters) {
        this.partitions = partitions;
        this.campaigns = campaigns;
        this.lines = lines;
        this.clock = clock;
        this.quarantine = quarantine;
        this.meters = meters;
    }

    /** Lines of one sale. */
    private record Sale(Plan plan, SignalLines.OfSale lines, List<Told> told) {}

    private record Read(Map<CampaignId, Sale> sales, List<Broken> broken) {}

    /**
     * Takes records in a row, in as many stretches as they need.
     *
     * @throws SignalPartitions.PartitionTaken if somebody else reads the partition
     */
    Bookmark take(Partition partition, Bookmark from, List<ConsumerRecord<byte[], byte[]>> records) {
        Bookmark at = from;
        int first = 0;
        while (first < records.size()) {
            int last = end(records, first);
            at = takeOne(partition, at, records.subList(first, last));
            first = last;
        }
        return at;
    }

    /** A stretch has an end for the number of records, and for that of the keys they have. */
    private static int end(List<ConsumerRecord<byte[], byte[]>> records, int first) {
        Set<String> keys = new HashSet<>();
        Keys texts = new Keys();
        int end = first;
        while (end < records.size() && end - first < SignalPartitions.STRETCH_MAX) {
            keys.add(texts.of(records.get(end)));
            if (keys.size() > SignalPartitions.SALES_MAX) {
                break;
            }
            end++;
        }
        return end;
    }

    private Bookmark takeOne(Partition partition, Bookmark from, List<ConsumerRecord<byte[], byte[]>> records) {
        Instant now = clock.instant();
        Read read = read(records, now);
        try {
            return receive(partition, from, records, read, now);
        } catch (EventLog.LimitExceeded e) {
            if (records.size() == 1) {
                return receive(
                        partition,
                        from,
                        records,
                        new Read(Map.of(), List.of(new Broken(records.getFirst(), e.getMessage()))),
                        now);
            }
            int half = records.size() / 2;
            Bookmark middle = takeOne(partition, from, records.subList(0, half));
            return takeOne(partition, middle, records.subList(half, records.size()));
        }
    }

    private Bookmark receive(
            Partition partition, Bookmark from, List<ConsumerRecord<byte[], byte[]>> records, Read read, Instant now) {
        List<SaleSignals> sales = new ArrayList<>();
        read.sales().forEach((campaign, sale) -> {
            if (!sale.told().isEmpty()) {
                sales.add(new SaleSignals(campaign, sale.plan().holdOutBps(), lines.known(sale.told())));
            }
        });
        quarantine.setAside(read.broken());
        List<QuarantinedRecord> aside = read.broken().stream()
                .map(broken -> new QuarantinedRecord(broken.record().offset(), broken.reason()))
                .toList();
        Received received = partitions.receive(
                new Stretch(partition, from, records.getLast().offset() + 1, records.size(), sales, aside), now);
        meters.records.increment(records.size());
        meters.recorded.increment(received.recorded());
        meters.quarantined.increment(aside.size());
        meters.delayed(System.currentTimeMillis() - records.getFirst().timestamp());
        if (!aside.isEmpty()) {
            LOG.warn(
                    "{} of {} records of {} were set aside; the first at offset {}: {}",
                    aside.size(),
                    records.size(),
                    partition,
                    aside.getFirst().offset(),
                    aside.getFirst().reason());
        }
        return received.bookmark();
    }

    private Read read(List<ConsumerRecord<byte[], byte[]>> records, Instant now) {
        Map<String, Optional<CampaignId>> known = new HashMap<>();
        Map<CampaignId, Sale> sales = new LinkedHashMap<>();
        List<Broken> broken = new ArrayList<>();
        Keys keys = new Keys();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Optional<CampaignId> campaign = known.computeIfAbsent(keys.of(record), key -> campaign(key, sales, now));
            if (campaign.isEmpty()) {
                broken.add(new Broken(record, "key: must be the id of a campaign there is"));
            } else if (record.value() == null) {
                broken.add(new Broken(record, "value: must be a signal as a JSON object"));
            } else {
                Sale sale = sales.get(campaign.get());
                try {
                    sale.told().add(sale.lines().read(record.value(), 0, record.value().length));
                } catch (BrokenLine e) {
                    broken.add(new Broken(record, reason(e.getMessage())));
                }
            }
        }
        return new Read(sales, broken);
    }

    /** Empty, too, where the key is no id at all. */
    private Optional<CampaignId> campaign(String key, Map<CampaignId, Sale> sales, Instant now) {
        try {
            CampaignId id = new CampaignId(key);
            if (campaigns.load(id) instanceof Drafted drafted) {
                Plan plan = drafted.version().plan();
                sales.put(id, new Sale(plan, lines.of(plan, now), new ArrayList<>()));
                return Optional.of(id);
            }
        } catch (InvalidValue e) {
            LOG.debug("a key is no campaign's id", e);
        }
        return Optional.empty();
    }

    /** Texts of keys, one record after the other; most have the key of the one before. */
    private static final class Keys {
        private byte[] last = {};
        private String text = "";

        private String of(ConsumerRecord<byte[], byte[]> record) {
            byte[] key = record.key();
            if (key == null) {
                return "";
            }
            if (!Arrays.equals(key, last)) {
                last = key;
                text = new String(key, StandardCharsets.UTF_8);
            }
            return text;
        }
    }

    /** With nothing of what stood there: the log keeps it for ever. */
    private static String reason(String message) {
        String reason = message.replaceAll("'.*'", "'…'");
        return reason.substring(0, Math.min(reason.length(), REASON_LENGTH_MAX));
    }
}
