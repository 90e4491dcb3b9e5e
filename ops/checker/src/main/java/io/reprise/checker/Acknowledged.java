package io.reprise.checker;

/**
 * What a caller was told was done, so that it must be in the log whatever happened afterwards.
 *
 * @param kind of thing: {@code signal}, {@code claim}, {@code receipt}, or the name of an event of a campaign
 * @param of the campaign, or the item of a receipt
 * @param id of the signal, claim or receipt; empty for an event of a campaign
 * @param answer of a claim, {@code granted} or {@code refused}; else empty
 */
public record Acknowledged(String kind, String of, String id, String answer) {

    public static Acknowledged signal(String campaign, String id) {
        return new Acknowledged("signal", campaign, id, "");
    }

    public static Acknowledged claim(String campaign, String id, boolean granted) {
        return new Acknowledged("claim", campaign, id, granted ? "granted" : "refused");
    }

    public static Acknowledged receipt(String sku, String id) {
        return new Acknowledged("receipt", sku, id, "");
    }

    /** @param event its name in the log, {@code campaign.plan-approved} for instance */
    public static Acknowledged event(String campaign, String event) {
        return new Acknowledged(event, campaign, "", "");
    }
}
