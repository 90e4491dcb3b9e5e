package io.reprise.ml.serving;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;

/** When a failing model is no longer asked, so that the baseline answers at once instead of after every time-out. */
public final class Breakers {

    private Breakers() {}

    /** Opens when half of the last 20 answers failed, at least 5 of them asked; one in ten seconds is tried again. */
    public static CircuitBreakerConfig usual() {
        return of(Duration.ofSeconds(10));
    }

    /** @param pause how long an open breaker lets nothing through */
    public static CircuitBreakerConfig of(Duration pause) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(20)
                .minimumNumberOfCalls(5)
                .failureRateThreshold(50)
                .waitDurationInOpenState(pause)
                .permittedNumberOfCallsInHalfOpenState(2)
                .build();
    }
}
