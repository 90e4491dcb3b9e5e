package io.reprise.http.planted;

import org.bson.Document;

/** Breaks a rule on purpose. */
public final class PlantedStore {
    public Document document() {
        return new Document();
    }
}
