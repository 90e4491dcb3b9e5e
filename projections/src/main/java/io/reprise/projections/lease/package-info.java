/** What several servers on one database agree on: who does what, and that they have the same keys. */
package io.reprise.projections.lease;
