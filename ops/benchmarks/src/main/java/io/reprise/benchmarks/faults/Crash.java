package io.reprise.benchmarks.faults;

/** The simulated server dies here: no handler of the engine's may catch it, so it is no exception. */
final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    Crash(String where) {
        super(where, null, false, false);
    }
}
