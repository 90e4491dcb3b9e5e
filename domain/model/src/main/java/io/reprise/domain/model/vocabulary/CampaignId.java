package io.reprise.domain.model.vocabulary;

/** Names one campaign, for example {@code double-11-2026}. Lower case letters, digits and hyphens, at most 64. */
public record CampaignId(String value) implements Comparable<CampaignId> {

    private static final int CHARS_MAX = 64;

    public CampaignId {
        if (!isId(value)) {
            throw new InvalidValue(
                    "campaignId", "must be 1 to 64 lower case letters, digits or hyphens, but was '" + value + "'");
        }
    }

    /** A loop, not a pattern: ids are made for every event that is read. */
    private static boolean isId(String value) {
        if (value == null || value.isEmpty() || value.length() > CHARS_MAX || value.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(CampaignId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
