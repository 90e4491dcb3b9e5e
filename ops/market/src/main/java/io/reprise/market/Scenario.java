package io.reprise.market;

/** How the market differs from what the past would let one expect. */
enum Scenario {
    /** As the past. */
    NORMAL {
        @Override
        double factor(double hours) {
            return 1;
        }
    },
    /** Starts slowly, is nearly dead in the middle, recovers. */
    SLOW_START {
        @Override
        double factor(double hours) {
            return hours < 10 ? 0.55 : hours < 14 ? 0.4 : 0.9;
        }
    },
    WEAK {
        @Override
        double factor(double hours) {
            return 0.6;
        }
    },
    VIRAL {
        @Override
        double factor(double hours) {
            return 1.8;
        }
    };

    /** Demand over what the past would let one expect. @param hours hours since the sale began */
    abstract double factor(double hours);
}
