package io.reprise.domain.model.port;

/**
 * How one artifact is being served, for people and dashboards.
 *
 * @param isDraining whether another artifact has taken its place, and it only finishes what it was asked
 * @param isSettled whether it has been found out in which ways it may run; it answers before, but more slowly
 * @param waitingRequests requests that wait now, likewise {@code waitingRows}
 * @param requests requests answered since it was opened; {@code failed}: late or wrong; {@code refused}: turned away at
 *     once because too many waited or the circuit breaker was open
 * @param batches batches run, with {@code rows} rows in all, {@code rowsPerBatch} on average
 * @param p50Micros median of the latest latencies, from question to answer, likewise {@code p99Micros}; not a number
 *     before the first answer
 * @param breaker {@code CLOSED} when all is well, {@code OPEN} while nobody asks the model, {@code HALF_OPEN} while it is
 *     tried again
 */
public record ServingStatus(
        String model,
        String artifactSha256,
        String device,
        String engine,
        boolean isDraining,
        boolean isSettled,
        int waitingRequests,
        int waitingRows,
        long requests,
        long failed,
        long refused,
        long batches,
        long rows,
        double rowsPerBatch,
        double p50Micros,
        double p99Micros,
        String breaker) {}
