package io.reprise.domain.model.vocabulary;

import java.util.regex.Pattern;

/** Names one campaign, for example {@code double-11-2026}. Lower case letters, digits and hyphens, at most 64. */
public record CampaignId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    public CampaignId {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new InvalidValue(
                    "campaignId", "must be 1 to 64 lower case letters, digits or hyphens, but was '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
