package io.reprise.domain.axon;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.judgement.Judgements;
import io.reprise.domain.model.privacy.PrivacyBudget;
import io.reprise.domain.model.registry.ModelRelease;
import io.reprise.domain.model.stock.StockItem;
import java.io.IOException;

/**
 * How a state is written into a snapshot. The names in the JSON are those written here, never a class name found in the
 * data.
 *
 * @param name stored name of the state
 * @param revision raised by whoever changes what a fold makes of the same events, so that no state of the old meaning
 *     is read on; a change of structure alone is noticed by the shape
 * @param shape {@link StateShape#digest} of the type
 */
record StateForm<S>(String name, int revision, Class<S> type, String shape) {

    static final StateForm<Campaign> CAMPAIGN = of("campaign.state", 1, Campaign.class);
    static final StateForm<StockItem> STOCK_ITEM = of("stock.state", 1, StockItem.class);
    static final StateForm<ModelRelease> MODEL_RELEASE = of("model.state", 1, ModelRelease.class);

    static final StateForm<PrivacyBudget> PRIVACY_BUDGET = of("privacy.state", 1, PrivacyBudget.class);
    static final StateForm<Judgements> JUDGEMENTS = of("judgement.state", 1, Judgements.class);

    private static final ObjectMapper JSON = json();

    private static <S> StateForm<S> of(String name, int revision, Class<S> type) {
        return new StateForm<>(name, revision, type, StateShape.digest(type));
    }

    byte[] write(S state) throws IOException {
        return JSON.writerFor(type).writeValueAsBytes(state);
    }

    /** @throws IOException if the bytes are no such state */
    S read(byte[] payload) throws IOException {
        S state = JSON.readValue(payload, type);
        if (state == null) {
            throw new IOException("the payload is null");
        }
        return state;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "stage")
    private interface ByStage {}

    private static ObjectMapper json() {
        ObjectMapper json = EventJson.mapper().copy();
        json.addMixIn(Campaign.class, ByStage.class);
        json.addMixIn(ModelRelease.class, ByStage.class);
        json.registerSubtypes(
                new NamedType(Campaign.NotDrafted.class, "not-drafted"),
                new NamedType(Campaign.Drafting.class, "drafting"),
                new NamedType(Campaign.Predicting.class, "predicting"),
                new NamedType(Campaign.AwaitingApproval.class, "awaiting-approval"),
                new NamedType(Campaign.Approved.class, "approved"),
                new NamedType(Campaign.Live.class, "live"),
                new NamedType(Campaign.Ended.class, "ended"),
                new NamedType(ModelRelease.NotRegistered.class, "not-registered"),
                new NamedType(ModelRelease.Registered.class, "registered"),
                new NamedType(ModelRelease.Evaluated.class, "evaluated"),
                new NamedType(ModelRelease.Shadow.class, "shadow"),
                new NamedType(ModelRelease.AwaitingApproval.class, "awaiting-approval"),
                new NamedType(ModelRelease.Champion.class, "champion"),
                new NamedType(ModelRelease.Declined.class, "declined"),
                new NamedType(ModelRelease.Retired.class, "retired"));
        return json;
    }
}
