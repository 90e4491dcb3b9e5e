package io.reprise.domain.model.port;

import java.util.List;

/** Trained models that answer just now. */
public interface ServedModels {

    /** Of every artifact that is open, or that finishes what it was asked; the least lately used first. */
    List<ServingStatus> status();
}
