/** Signals that come as records of a topic of Apache Kafka, where a broker is named; ADR 21. */
package io.reprise.server.kafka;
