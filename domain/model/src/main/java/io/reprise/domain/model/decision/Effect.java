package io.reprise.domain.model.decision;

/**
 * What the sale caused, by its randomised hold-out: treated minus hold-out, for each enrolled shopper of the treated arm.
 *
 * @param perShopperCents estimate
 * @param lowCents lower end of the anytime-valid interval, which holds however often it is looked at
 * @param plannedLowCents lower end of the interval for one look at an end fixed before; narrower, and right only then
 * @param shoppers treated shoppers
 * @param varianceKept variance left by the covariate, of 1; 1 where there is none
 */
public record Effect(
        double perShopperCents,
        double lowCents,
        double highCents,
        double plannedLowCents,
        double plannedHighCents,
        long shoppers,
        double varianceKept) {

    /** What an interval says. */
    public enum Shown {
        MORE,
        LESS,
        /** The interval covers zero. */
        NOT_SHOWN
    }

    public Shown shown() {
        return shown(lowCents, highCents);
    }

    static Shown shown(double low, double high) {
        return low > 0 ? Shown.MORE : high < 0 ? Shown.LESS : Shown.NOT_SHOWN;
    }

    public long causedCents() {
        return Math.round(perShopperCents * shoppers);
    }

    public long causedLowCents() {
        return Math.round(lowCents * shoppers);
    }

    public long causedHighCents() {
        return Math.round(highCents * shoppers);
    }
}
