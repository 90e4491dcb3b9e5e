/** What operators and their tools see of a running server: measurements, traces, health, and ids in every line logged. */
package io.reprise.server.observability;
