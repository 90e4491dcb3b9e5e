package io.reprise.benchmarks;

import java.io.IOException;

/** Runs a benchmark by its name. */
public final class BenchCommand {

    private BenchCommand() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 1 || !args[0].equals("event-log")) {
            System.err.println("usage: bench NAME, where NAME is: event-log");
            System.exit(2);
        }
        EventLogBenchmark.run();
    }
}
