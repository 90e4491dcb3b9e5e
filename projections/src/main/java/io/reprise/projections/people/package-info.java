/**
 * Who a pseudonym is: one key for each person, apart from the log, so that destroying the key erases the person and leaves
 * every hash and proof of the log valid.
 */
package io.reprise.projections.people;
