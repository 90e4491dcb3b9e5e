package io.reprise.benchmarks.faults;

/** A bug that is put into a simulated server on purpose, to see that the checker finds it. */
enum Plant {
    NONE("nothing"),
    LOSES_APPENDS("an append that is acknowledged and not written"),
    DECIDES_TWICE("a decision whose events are written again when its step is repeated"),
    OVERSELLS("claims decided on stock as it was when the server started"),
    FORGETS_PROCESSES("processes that were under way at a crash and are not taken up again"),
    DROPS_VIEW_WRITES("a page of a view that counts as written and is not"),
    TAKES_SIGNALS_TWICE("signals that are not looked up before they are recorded");

    private final String what;

    Plant(String what) {
        this.what = what;
    }

    String what() {
        return what;
    }
}
