/** Who comes in and goes: not part of any campaign, but of the log, where it can be proved. */
package io.reprise.domain.model.identity;
