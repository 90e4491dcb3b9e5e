package io.reprise.domain.axon;

import io.reprise.domain.model.campaign.CampaignCommand;
import io.reprise.domain.model.intake.Partition;
import io.reprise.domain.model.judgement.JudgementCommand;
import io.reprise.domain.model.privacy.PrivacyCommand;
import io.reprise.domain.model.registry.ModelReleaseCommand;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.stock.StockCommand;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;

/** Names of streams in the log, unique over all kinds of aggregate. */
public final class Streams {

    public static final String CLOCK = "clock";
    /** Who came in and who did not. */
    public static final String IDENTITY = "identity";
    /** Whose keys were destroyed. */
    public static final String PEOPLE = "people";
    /** Who outside is told what. */
    public static final String WEBHOOKS = "webhooks";

    static final String CAMPAIGN = "campaign/";
    static final String STOCK = "stock/";
    static final String RELEASE = "release/";
    static final String PRIVACY = "privacy/";
    static final String JUDGEMENT = "judgement/";

    private Streams() {}

    public static String of(CampaignId campaign) {
        return CAMPAIGN + campaign;
    }

    public static String of(Sku sku) {
        return STOCK + sku;
    }

    public static String of(ModelReleaseId release) {
        return RELEASE + release.value();
    }

    /** What shoppers do in a campaign. */
    public static String signals(CampaignId campaign) {
        return "signals/" + campaign;
    }

    /** How far a partition of a topic is read. */
    public static String of(Partition partition) {
        return "partition/" + partition;
    }

    /** What may be said about the shoppers of a campaign, and what was. */
    public static String privacy(CampaignId campaign) {
        return PRIVACY + campaign;
    }

    /** What people say of a campaign's decisions. */
    public static String judgement(CampaignId campaign) {
        return JUDGEMENT + campaign;
    }

    /** What operators decided about a projection. */
    public static String projection(String name) {
        return "projection/" + name;
    }

    /** Finds the aggregate a command of ours is for; our commands carry no annotations. */
    public static CommandTargetResolver commandTargets() {
        return Streams::target;
    }

    static VersionedAggregateIdentifier target(CommandMessage<?> message) {
        String stream =
                switch (message.getPayload()) {
                    case CampaignCommand command -> of(command.campaignId());
                    case StockCommand command -> of(command.sku());
                    case ModelReleaseCommand command -> of(command.release());
                    case PrivacyCommand command -> privacy(command.campaign());
                    case JudgementCommand command -> judgement(command.campaign());
                    default ->
                        throw new IllegalArgumentException(
                                message.getPayloadType().getName() + " is no command of ours");
                };
        return new VersionedAggregateIdentifier((Object) stream, null);
    }
}
