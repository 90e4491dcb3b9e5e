package io.reprise.http.planted;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Breaks a rule on purpose: what is read names the class that is made of it. */
public final class PlantedTyping {
    public ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper();
        return mapper.activateDefaultTyping(mapper.getPolymorphicTypeValidator());
    }
}
